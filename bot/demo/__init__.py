"""Everything on this machine: the sandbox, both real bots through their production entry points, two phones.

show       what `wadul demo` does: the two phones, or a named conversation
stage      a throw-away office, its two processes, its people
script     a named conversation: what each person does, and what they must see
playing    its people, acting
scripts/   the conversations themselves, as text
"""
