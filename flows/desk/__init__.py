"""What the desk reads: the card of a case, the line of an alert, and the desk's own taps.

simfoni     acts as SIMFONI forms, for the register only
card        a record and its assessment as the lines an officer reads
entry       what an officer enters of a walk-in, a call, an outreach
waiting     how long something waits; the ready-made answers
life        the states of a case, and its moves
tracks      the eight services, and what is noted about each
plain       a reporter's words made safe to show
ladder      when a report that nobody took is called out again, and who is called
"""
