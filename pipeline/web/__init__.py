"""The review page: tables beside their source, what people say of them, uploads, downloads, the JSON API."""
