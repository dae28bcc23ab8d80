"""The validator objects to what it should object to."""

import pytest

from bot.sandbox import Refused

from .schema import Misfit, check, check_refusal, check_request

USER = {"id": 1, "is_bot": False, "first_name": "Ani"}


@pytest.mark.parametrize(
    "user",
    [
        USER | {"nick": "x"},
        {"id": 1, "is_bot": False},
        USER | {"id": "1"},
        USER | {"id": True},
        USER | {"username": None},
    ],
)
def test_a_user_that_is_none(user):
    check(USER, ["User"], "user")
    with pytest.raises(Misfit):
        check(user, ["User"], "user")


def test_nested_and_alternative_types():
    rows = {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    check_request("sendMessage", {"chat_id": "@x", "text": "x", "reply_markup": rows})
    for wrong in ({"inline_keyboard": [[{"callback_data": "a"}]]}, {"inline_keyboard": {}}, "rows", {"rows": []}):
        with pytest.raises(Misfit):
            check_request("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": wrong})
    with pytest.raises(Misfit):
        check_request("sendMessage", {"chat_id": 1})


def test_a_refusal_has_its_own_shape():
    check_refusal("sendMessage", {"chat_id": 1}, Refused(429, "Too Many Requests", retry_after=1))
    for params, refused in (({"chat": 1}, Refused(400, "x")), ({}, Refused(400, "")), ({}, Refused(400, "x", wait=1))):
        with pytest.raises(Misfit):
            check_refusal("sendMessage", params, refused)
