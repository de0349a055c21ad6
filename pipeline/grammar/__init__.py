"""What is known of the language of plans, as tables of rules over named pieces: dates, figures, bodies and tasks."""
