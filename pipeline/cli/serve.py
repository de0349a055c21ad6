"""The command `serve`: the review page."""

from __future__ import annotations

from typing import Annotated

import typer

from pipeline.cli.options import Config, Lang, Ocr, Restore, chosen
from pipeline.messages import both, word


def serve(
    db: Annotated[
        str | None,
        typer.Option("--db", "--store", metavar="URL", help="Kho dữ liệu: tệp SQLite hoặc URL. [sqlite:///kehoach.db]"),
    ] = None,
    host: Annotated[
        str, typer.Option("--host", help="Địa chỉ mở trang; khác 127.0.0.1 thì cần --token.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Cổng; 0: cổng trống bất kỳ.")] = 8000,
    token: Annotated[
        str | None, typer.Option("--token", envvar="KEHOACH_TOKEN", help="Mã mà người mở trang phải nhập.")
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="HOST", help="Tên máy mà trang được gọi bằng; có thể nhắc lại."),
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Chỉ xem, không sửa và không đưa tệp vào.")] = False,
    out: Annotated[
        str | None, typer.Option("--out", metavar="DIR", help="Thư mục giữ tệp được đưa vào (DIR/uploads). [out]")
    ] = None,
    ocr: Ocr = None,
    restore: Restore = None,
    config: Config = None,
    lang: Lang = None,
) -> None:
    """Mở trang duyệt: bảng bên trái, văn bản gốc bên phải."""
    import uvicorn

    from pipeline.errors import UsageError
    from pipeline.settings import load
    from pipeline.web.app import create_app
    from pipeline.web.security import LOOPBACK, Access, hosts_of

    if host not in LOOPBACK and not token:
        raise UsageError(None, f"--host {host}", both("advice", "token"))
    settings = load(config, **chosen(db=db, out=out, lang=lang, read__ocr=ocr, restoring__restore=restore))
    access = Access(token=token, read_only=read_only, hosts=hosts_of(host, name or []))
    app = create_app(settings, access)
    shown = f"[{host}]" if ":" in host else host
    typer.echo(f"{word('serve', 'open', settings.lang)} http://{shown}:{port}/", err=True)
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False, proxy_headers=False, ws="none")
