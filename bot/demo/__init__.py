"""Everything on this machine: the sandbox, both real bots through their production entry points, two phones.

stage      a throw-away office, its two processes, its people
script     a named conversation: what each person does, and what they must see
scripts/   the conversations themselves, as text
"""
