"""A mail server on loopback: aiosmtpd, told by its arguments what it asks for.

mail_server.py FOLDER [--tls CHAIN KEY] [--wrapped] [--user NAME PASSWORD]

Each mail that it takes becomes a file in FOLDER. Who begins with `gone` is unknown here; who begins with
`later` is asked to come back, until there is a file `open` in FOLDER.
"""

import argparse
import asyncio
import json
import pathlib
import ssl

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

asked = argparse.ArgumentParser()
asked.add_argument("folder", type=pathlib.Path)
asked.add_argument("--tls", nargs=2)
asked.add_argument("--wrapped", action="store_true")
asked.add_argument("--user", nargs=2)
asked = asked.parse_args()


class Keeper:
    taken = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("gone"):
            return f"550 5.1.1 <{address}> is unknown here"
        if address.startswith("later") and not (asked.folder / "open").exists():
            return f"451 4.7.1 <{address}> comes back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        Keeper.taken += 1
        mail = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "tls": asked.wrapped or session.ssl is not None,
            "signed_in": session.authenticated is True,
            "content": envelope.content.decode("ascii"),
        }
        part = asked.folder / f"{Keeper.taken:04}.part"
        part.write_text(json.dumps(mail))
        part.rename(part.with_suffix(".mail"))
        return "250 OK"


def knows(server, session, envelope, mechanism, data):
    name, password = asked.user
    known = LoginPassword(name.encode(), password.encode())
    return AuthResult(success=data == known, handled=False)


async def serve():
    context = None
    if asked.tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*asked.tls)

    def session():
        return SMTP(
            Keeper(),
            hostname="localhost",
            tls_context=None if asked.wrapped else context,
            require_starttls=context is not None and not asked.wrapped,
            auth_required=asked.user is not None,
            auth_require_tls=not asked.wrapped,
            authenticator=knows if asked.user else None,
        )

    server = await asyncio.get_running_loop().create_server(
        session, "127.0.0.1", 0, ssl=context if asked.wrapped else None
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(serve())
