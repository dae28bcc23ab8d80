"""The flow as a picture that GitHub can draw and a newcomer can read."""

from __future__ import annotations

import re
from itertools import pairwise

from flows.drawing import BOXES, PARTS, draw
from flows.tables import STEPS


def test_every_step_stands_in_exactly_one_part() -> None:
    assert sorted(step for _, _, steps in PARTS for step in steps) == sorted(STEPS)


def test_the_drawing_is_valid_mermaid() -> None:
    lines = draw().splitlines()
    assert lines[0] == "flowchart TD"
    assert sum(line.strip().startswith("subgraph") for line in lines) == sum(line.strip() == "end" for line in lines)
    node = r"[a-z_]+"
    shape = r'(\[".*"\]|\[\[".*"\]\]|\[/".*"/\]|\[\(".*"\)\]|\(\[".*"\]\))(:::note)?'
    arrow = rf'{node} (-->|-\.->)(\|"[^"|]+"\|)? {node}'
    for line in lines[1:]:
        assert re.fullmatch(rf'subgraph {node}\[".*"\]|end|{node}{shape}|{arrow}|classDef .*', line.strip()), line


def test_arrows_join_what_is_drawn() -> None:
    drawn = draw()
    declared = set(re.findall(r"^ +(?:subgraph )?([a-z_]+)[\[(]", drawn, re.MULTILINE))
    joined = {
        end for pair in re.findall(r"^  ([a-z_]+) -.*?> ?(?:\|.*\| )?([a-z_]+)$", drawn, re.MULTILINE) for end in pair
    }
    assert joined <= declared
    lonely = declared - joined - {part for part, _, _ in PARTS if part not in BOXES}
    assert lonely == {"everywhere", "beside"}


def test_the_main_path_can_be_followed() -> None:
    drawn = draw()
    whole = "start safety privacy limits who age insider words acts when where ready filed hub"
    path = whole.split()
    for one, other in pairwise(path):
        assert f"s_{one} --> s_{other}\n" in drawn
    assert 's_safety -->|"not safe"| s_distress_where' in drawn


def test_ways_that_are_everywhere_are_told_and_not_drawn() -> None:
    drawn = draw()
    assert "Keluar (leave" in drawn.replace("<br/>", " ")
    assert not re.search(r"> s_away$", drawn, re.MULTILINE)
    assert len(re.findall(r"-->|-\.->", drawn)) < 80
