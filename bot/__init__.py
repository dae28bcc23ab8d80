"""THE DOORS. Thin: what is decided stands in ``flows``, what is remembered in ``storage``.

cli, __main__     the command line; cli_desk, _officer, _flow, _db, _key, _home: its commands, by what they are about
opening           what a command opens first: office, database, keys; else one sentence
starting          the one place where real things are chosen and started
copies, locks     copies for the worst day, taken, checked and brought back; the office's locks changed
offices           the offices beside the home's own, and why one of them could not be served
settings, logs    what the environment says; what a log may say (an allow-list)
listening         our own poll loop over raw JSON: handle and commit first, confirm afterwards
webhook_place     or where Telegram visits the reporters' bot, if the settings say so
introducing       what the bots say of themselves on Telegram; posters/: sheets that lead here
watching          each process shows that it works, and watches the other; metrics/: what a machine may watch of it
reporter/         aiogram lives here and nowhere else
duty/             python-telegram-bot lives here and nowhere else
dispatch/         the loop over the outbox
demo/             both bots on loopback, with two phones to try them
sandbox/          a loopback Bot API server: development only
"""
