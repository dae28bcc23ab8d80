"""A loopback Bot API server, for the tests and the demo. Development only; it never leaves this machine.

It binds 127.0.0.1 and takes demo tokens; both real bots run against it unchanged, only their API base differs.

    world        who is registered and what happens, every change told to listeners
    chats        bots, people, chats, messages: what the world is made of
    queues       one queue of updates per bot, kept until confirmed
    visits       the webhook: updates brought to a bot, through a proxy
    methods      sending, editing, copying, deleting, answering
    about        what bots ask about themselves, chats and files; the table of all methods
    formatting   Telegram's HTML into text and UTF-16 entities
    keyboards    inline keyboards, checked
    params       parameters from query, JSON, form or multipart
    files        uploads and samples, in memory
    refusals     how it says no (and the tree of its exceptions)
    faults       bad days on order
    server       the transport
    screen       what a person sees, the transcript, waiting
    people       what a person can do
    groups       a group of people and bots
    phones       the two phones of the demo, over HTTP and server-sent events; `page/` is what the browser loads
    sandbox      all of it in one hand

What it does not do: TLS (a webhook is brought to the processes behind its proxy), rate limits of its own, Markdown.
"""

from bot.sandbox.faults import Fault, Faults
from bot.sandbox.groups import Group
from bot.sandbox.people import Person, Side
from bot.sandbox.refusals import DemoOnly, Refused, SandboxError
from bot.sandbox.sandbox import DUTY_TOKEN, REPORTER_TOKEN, Sandbox

__all__ = [
    "DUTY_TOKEN",
    "REPORTER_TOKEN",
    "DemoOnly",
    "Fault",
    "Faults",
    "Group",
    "Person",
    "Refused",
    "Sandbox",
    "SandboxError",
    "Side",
]
