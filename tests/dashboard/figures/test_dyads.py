"""Map, bars and matrix of dyads: what is drawn, in what order, and what is never coloured."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dashboard.figures import base, disputed, dyad_bars, dyad_map, dyad_rows, geometry, marks, matrix, network
from dashboard.figures.regions import FRAMES, Region, aspect, geo, members
from dashboard.palette import Look
from data import names
from data.names import Bloc, Membership
from tests.dashboard.figures import answers
from tests.dashboard.figures.answers import dyad

ANSWER = answers.dyads(
    dyad("CN-KZ", 40, signed_g2=90.0, lift_low=2.4),
    dyad("KZ-RU", 30, signed_g2=60.0, lift_low=1.2),
    dyad("CN-US", 300, expected=400.0, signed_g2=-50.0),  # many, yet fewer than chance would give
    dyad("DE-FR", 12, signed_g2=20.0, q=0.4),  # not significant
    dyad("KG-TJ", 3, signed_g2=25.0, lift_low=8.0),  # too few
    dyad("BR-ZA", 20, signed_g2=30.0, lift_low=6.0),
)


def under(mode: str) -> pd.DataFrame:
    return ANSWER.assign(count_selected=ANSWER[f"count_{mode}"])


def codes(rows: pd.DataFrame) -> list[str]:
    return list(rows["dyad"])


def test_the_backbone_is_what_stands_above_expected_strongest_first() -> None:
    assert codes(dyad_map.shown(ANSWER, mode="any")) == ["CN-KZ", "KZ-RU", "BR-ZA"]
    assert codes(dyad_map.shown(ANSWER, mode="any", limit=1)) == ["CN-KZ"]


def test_cooperation_is_ranked_by_its_count_since_it_has_no_expected_value() -> None:
    assert codes(dyad_map.shown(under("cooperation"), mode="cooperation"))[:2] == ["CN-US", "CN-KZ"]


def test_one_country_keeps_its_own_dyads_also_those_below_expected() -> None:
    assert codes(dyad_map.shown(ANSWER, mode="any", ego="CN")) == ["CN-US", "CN-KZ"]


def test_a_region_keeps_dyads_with_a_capital_inside_it() -> None:
    assert codes(dyad_map.shown(ANSWER, mode="any", region=Region.CENTRAL_ASIA)) == ["CN-KZ", "KZ-RU"]
    assert codes(dyad_map.shown(ANSWER, mode="any", region=Region.AFRICA)) == ["BR-ZA"]


def test_who_is_only_in_the_frame_of_a_region_has_no_pairs_of_its_own_there() -> None:
    around = {
        Region.CENTRAL_ASIA: ("IR-US", "AF-PK"), Region.ASEAN: ("TW-US", "BD-IN"), Region.AFRICA: ("IL-PS", "GR-US"),
        Region.EUROPE: ("DZ-US", "AM-AZ"), Region.MIDDLE_EAST: ("GR-US", "AM-AZ"), Region.AMERICAS: ("CV-PT",),
    }  # fmt: skip
    inside = {
        Region.CENTRAL_ASIA: "CN-KZ", Region.ASEAN: "TH-US", Region.AFRICA: "EG-US", Region.EUROPE: "RU-US",
        Region.MIDDLE_EAST: "IL-PS", Region.AMERICAS: "BR-ZA",
    }  # fmt: skip
    for region, others in around.items():
        answer = answers.dyads(*(dyad(code, 40, signed_g2=90.0, lift_low=2.4) for code in (*others, inside[region])))
        assert codes(dyad_map.shown(answer, mode="any", region=region)) == [inside[region]], region
        assert dyad_map.caption(region) != dyad_map.caption()


def test_every_region_has_countries_that_are_there() -> None:
    assert {region: len(members(region)) for region in (Region.CENTRAL_ASIA, Region.ASEAN)} == {
        Region.CENTRAL_ASIA: 5, Region.ASEAN: 11,
    }  # fmt: skip
    assert all(members(region) <= set(names.country_codes()) for region in Region)
    assert members(Region.WORLD) == set(names.country_codes())
    assert {"KZ", "CN", "FR"} <= members(Region.EURASIA) and "EG" not in members(Region.EURASIA)


def test_an_unknown_mode_names_the_allowed_ones() -> None:
    with pytest.raises(ValueError, match="cooperation"):
        dyad_rows.prepare(ANSWER, mode="friendship")


def test_every_arc_has_a_handle_with_its_dyad_count_and_total() -> None:
    chart = dyad_map.arcs(ANSWER, mode="any")
    handles = [row for t in chart.data if t.showlegend for row in t.customdata]
    assert {row[0]: (row[1], row[2]) for row in handles} == {
        "dyad=CN-KZ": (40, 1200), "dyad=KZ-RU": (30, 1200), "dyad=BR-ZA": (20, 1200),
    }  # fmt: skip
    said = {row[0]: row[3] for row in handles}
    assert "40 of 1,200 articles name both<br>20 expected by chance" in said["dyad=CN-KZ"]
    arcs = [t for t in chart.data if t.mode == "lines" and t.legendgroup]
    assert sum(int(np.isfinite(np.array(t.lat, dtype=float)).sum()) for t in arcs) == 2 * 3


def test_colour_says_how_far_above_expected_at_least() -> None:
    chart = dyad_map.arcs(ANSWER, mode="any")
    names_ = {t.name: [row[0] for row in t.customdata] for t in chart.data if t.showlegend}
    assert names_ == {
        "Above expected": ["dyad=KZ-RU"], "At least 2 × expected": ["dyad=CN-KZ"],
        "At least 5 × expected": ["dyad=BR-ZA"],
    }  # fmt: skip


def test_too_few_is_never_coloured() -> None:
    chart = dyad_map.arcs(ANSWER, mode="any", ego="TJ")
    assert [t.name for t in chart.data if t.showlegend] == ["Too few to compare"]


def test_width_grows_with_the_count_over_a_few_steps() -> None:
    chart = dyad_map.arcs(under("cooperation"), mode="cooperation")
    width = {t.legendgroup: set() for t in chart.data if t.mode == "lines" and t.legendgroup}
    for t in chart.data:
        if t.mode == "lines" and t.legendgroup:
            width[t.legendgroup].add(t.line.width)
    assert set.union(*width.values()) <= set(dyad_map.WIDTHS)
    assert len(set.union(*width.values())) > 1


def test_symbols_are_sized_by_area_and_open_their_country() -> None:
    counts = answers.countries({"CN": 400, "KZ": 100, "JP": 25})
    dots = next(t for t in dyad_map.arcs(ANSWER, mode="any", countries=counts).data if t.name == "Countries")
    found = {row[0]: (size, row) for size, row in zip(dots.marker.size, dots.customdata, strict=True)}
    assert found["country=CN"][0] == pytest.approx(2 * found["country=KZ"][0])
    assert found["country=KZ"][1][1:3].tolist() == [100, 1200]
    assert "100 of 1,200 articles" in found["country=KZ"][1][3]
    assert "country=JP" in found  # frequent, though it has no arc


def test_the_largest_symbol_has_a_name_though_it_has_no_arc() -> None:
    counts = answers.countries({"US": 900, "CN": 400, "KZ": 100, "CA": 50})
    dots = next(t for t in dyad_map.arcs(ANSWER, mode="any", countries=counts).data if t.name == "Countries")
    written = [text for text in dots.text if text]
    assert names.country_name("US") in written and names.country_name("CN") in written
    assert names.country_name("CA") not in written  # it would stand over the United States


def test_a_small_symbol_without_an_arc_has_no_name() -> None:
    for count, told in ((100, False), (300, True)):
        counts = answers.countries({"US": 900, "CN": 400, "AU": count})
        dots = next(t for t in dyad_map.arcs(ANSWER, mode="any", countries=counts).data if t.name == "Countries")
        assert (names.country_name("AU") in set(dots.text)) is told


def test_a_short_name_leaves_room_for_its_larger_neighbour() -> None:
    counts = answers.countries({"RU": 900, "GB": 700, "IE": 60})
    dots = next(t for t in dyad_map.arcs(ANSWER, mode="any", countries=counts).data if t.name == "Countries")
    written = [text for text in dots.text if text]
    assert names.country_name("GB") in written and names.country_name("IE") not in written


def test_without_counts_symbols_cannot_be_clicked() -> None:
    dots = next(t for t in dyad_map.arcs(ANSWER, mode="any").data if t.name == "Countries")
    assert {row[0] for row in dots.customdata} == {""} and len(set(dots.marker.size)) == 1


@pytest.mark.parametrize("region", Region)
def test_frames_are_given_and_never_fitted(region: Region) -> None:
    frame = geo(region)
    assert frame["fitbounds"] is False
    assert frame["resolution"] == (110 if region is Region.WORLD else 50)
    west, east = frame["lonaxis"]["range"]
    assert west < east <= west + 360


def test_on_a_phone_a_map_is_as_high_as_its_region_needs() -> None:
    heights = {region: base.height(dyad_map.arcs(ANSWER, mode="any", region=region, narrow=True)) for region in Region}
    assert heights[Region.WORLD] < heights[Region.CENTRAL_ASIA] < heights[Region.EUROPE] <= 460
    assert round(360 * aspect(Region.EUROPE)) == 352


def test_handles_of_arcs_that_leave_a_region_stay_inside_it() -> None:
    rows = dyad_map.shown(ANSWER, mode="any", region=Region.CENTRAL_ASIA)
    frame = FRAMES[Region.CENTRAL_ASIA]
    assert frame.contains(*geometry.handles(rows, frame)).all()


def test_a_handle_lies_on_its_great_circle() -> None:
    rows = geometry.placed(dyad_rows.prepare(answers.dyads(dyad("GB-US", 9)), mode="any"))
    (latitude,), _ = geometry.handles(rows, FRAMES[Region.WORLD])
    assert latitude > 51.5  # London to Washington runs north of both


@pytest.mark.parametrize(("code", "side"), [("CN-US", 1), ("JP-MX", 1), ("AR-NZ", -1)])
def test_an_arc_that_would_cross_the_edge_of_the_map_is_bent_inside_it(code: str, side: int) -> None:
    rows = geometry.placed(dyad_rows.prepare(answers.dyads(dyad(code, 9)), mode="any"))
    frame = FRAMES[Region.WORLD]
    latitudes, longitudes = geometry.drawn(rows, frame, np.linspace(0, 1, 41))
    turned = (longitudes - frame.longitudes[0]) % 360
    assert (np.abs(np.diff(turned)) < 30).all(), "it leaves at one edge and comes back at the other"
    ends = [float(rows[f"latitude_{s}"].iloc[0]) for s in "ab"]
    assert latitudes[0, [0, -1]].tolist() == pytest.approx(ends)
    assert side * latitudes[0, 20] > max(side * end for end in ends) and np.abs(latitudes).max() < 80


def test_a_network_is_the_same_twice_and_each_line_opens_its_pair() -> None:
    first, again = (network.dyads(ANSWER, mode="cooperation") for _ in range(2))
    nodes = first.data[-1]
    assert nodes.x.tolist() == again.data[-1].x.tolist()
    places = set(zip(nodes.x.round(3), nodes.y.round(3), strict=True))
    assert len(places) == len(nodes.x), "two countries stand on one place"
    dots = next(t for t in first.data if t.mode == "markers")
    kept = dyad_rows.backbone(ANSWER, mode="cooperation")
    assert [row[0] for row in dots.customdata] == [f"dyad={code}" for code in kept["dyad"]]
    assert [row[1] for row in dots.customdata] == kept["count"].tolist()
    assert {row[1] for row in nodes.customdata} == {None}, "a country's size counts pairs, and its list holds articles"


def test_an_empty_network_says_so() -> None:
    figure = network.dyads(answers.empty("comentions/dyads"), mode="any")
    assert not figure.data and figure.layout.annotations[0].text


def test_countries_of_one_bloc_stand_together() -> None:
    bloc = Bloc("X", "X", tuple(Membership(code, None, None, "") for code in ("KZ", "CN")))
    assert matrix.by_bloc(["CN", "DE", "FR", "KZ"], (bloc,)) == ["CN", "KZ", "DE", "FR"]


def test_what_pairs_are_drawn_by_can_be_other_than_their_articles() -> None:
    sized = ANSWER.assign(size=np.arange(len(ANSWER))[::-1])
    rows = dyad_rows.backbone(sized, mode="cooperation")
    assert rows["size"].tolist() == sorted(rows["size"], reverse=True)
    assert "counted as chosen" in dyad_rows.data(rows, mode="cooperation")[0][3]


def test_frames_hold_places_across_the_date_line() -> None:
    inside = FRAMES[Region.WORLD].contains(np.array([-18.1, 38.9, 39.9]), np.array([178.4, -77.0, 116.4]))
    assert inside.all()


def test_disputed_areas_are_outlined_and_hatched_in_every_region_that_has_some() -> None:
    for region in (Region.WORLD, Region.CENTRAL_ASIA, Region.EUROPE, Region.AFRICA):
        outline = [t for t in disputed.hatching(region, Look.LIGHT) if t["line"]["dash"] == "dot"]
        assert np.isfinite(outline[0]["lon"]).any(), region
    assert {"Crimea", "Jammu and Kashmir", "Western Sahara", "Abkhazia", "South Ossetia", "Golan Heights",
            "Northern Cyprus", "Aksai Chin"} <= set(disputed.areas())  # fmt: skip


def test_rings_are_closed_and_hatches_lie_inside_them() -> None:
    for name, ring in disputed.areas().items():
        assert (ring[0] == ring[-1]).all(), name
        low, high = ring.min(axis=0) - 1e-9, ring.max(axis=0) + 1e-9
        for part in disputed.hatch(ring, 0.2):
            assert (part >= low).all() and (part <= high).all(), name


def test_hatching_a_square_gives_diagonals() -> None:
    square = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]])
    longest = max(disputed.hatch(square, 0.01), key=lambda part: float(np.linalg.norm(part[1] - part[0])))
    assert np.linalg.norm(longest[1] - longest[0]) == pytest.approx(2**0.5, abs=0.05)


def test_bars_are_ranked_and_the_first_is_on_top() -> None:
    chart = dyad_bars.dyads(ANSWER, mode="any")
    bar = next(t for t in chart.data if t.type == "bar")
    assert [row[0] for row in bar.customdata] == [
        "dyad=CN-KZ", "dyad=KZ-RU", "dyad=BR-ZA", "dyad=DE-FR", "dyad=CN-US",
    ]  # fmt: skip
    low, high = chart.layout.yaxis.range
    assert low > high  # row 0 is drawn at the top
    written = next(t for t in chart.data if t.name == "Names")
    assert written.text[0] == f"{names.country_name('CN')}–{names.country_name('KZ')}"


def test_expected_is_a_tick_under_any_and_all_co_mentions_a_pale_bar_under_cooperation() -> None:
    ticks = next(t for t in dyad_bars.dyads(ANSWER, mode="any").data if t.name == "Expected by chance")
    assert ticks.x[0] == 20.0 and ticks.marker.symbol == "line-ns"
    pale, strong, *_ = dyad_bars.dyads(under("cooperation"), mode="cooperation").data
    assert list(pale.x[:2]) == [300, 40] and list(strong.x[:2]) == [150, 20]
    said = strong.customdata[0][3]
    assert "150 articles with cooperation" in said and "of 300 that name both" in said


def test_expected_passages_are_not_drawn_beside_a_count_of_articles() -> None:
    answer = answers.dyads(dyad("CN-KZ", 40, observed=25, total_articles=9000))
    chart = dyad_bars.dyads(answer, mode="any")
    assert "Expected by chance" not in [t.name for t in chart.data]
    assert "in 25 of 9,000 passages together" in chart.data[0].customdata[0][3]


def test_bars_of_one_country_name_the_partner_only() -> None:
    written = next(t for t in dyad_bars.dyads(ANSWER, mode="any", ego="KZ").data if t.name == "Names")
    assert list(written.text) == [names.country_name("CN"), names.country_name("RU")]


def test_the_matrix_has_both_halves_and_leaves_too_few_open() -> None:
    chart = matrix.dyads(ANSWER, mode="any")
    heat, other, cells, few = chart.data  # one heatmap for white letters, one for black ones
    values = np.fmax(np.array(heat.z, dtype=float), np.array(other.z, dtype=float))
    assert np.array_equal(values, values.T, equal_nan=True)
    assert [row[0] for row in few.customdata] == ["dyad=KG-TJ"] * 2
    assert few.marker.symbol == "line-ne-open" and few.name == "Too few to compare"
    assert np.isfinite(values).sum() == len(cells.x) == 2 * 5
    assert heat.showscale is None and other.showscale is False  # one colour bar
    assert heat.zmin == -heat.zmax == other.zmin  # the middle of the scale is what chance would give


def test_matrix_cells_show_n_and_the_sign_of_the_evidence() -> None:
    heats = matrix.dyads(ANSWER, mode="any").data[:2]
    shown = {text: value for heat in heats
             for text, value in zip(np.ravel(heat.text), np.ravel(np.array(heat.z)), strict=True) if text}  # fmt: skip
    assert shown["300"] < 0 < shown["40"]
    assert shown["40"] == pytest.approx(90**0.5)


def test_countries_with_the_same_partners_stand_together() -> None:
    blocks = [dyad(f"{a}-{b}", 20, signed_g2=100.0) for group in (("CN", "KZ", "RU"), ("BR", "EG", "ZA"))
              for i, a in enumerate(group) for b in group[i + 1:]]  # fmt: skip
    weak = [dyad("BR-CN", 20, signed_g2=-1.0), dyad("EG-RU", 20, signed_g2=-1.0)]
    found = matrix.order(dyad_rows.prepare(answers.dyads(*blocks, *weak), mode="any"), mode="any", limit=9)
    assert {frozenset(found[:3]), frozenset(found[3:])} == {
        frozenset(("CN", "KZ", "RU")),
        frozenset(("BR", "EG", "ZA")),
    }


def test_marks_are_read_back_and_nothing_else_is() -> None:
    assert marks.read("dyad=CN-KZ&sector=trade") == {"dyad": "CN-KZ", "sector": "trade"}
    assert marks.read(marks.written(none_found=True)) == {"none_found": True}
    for text in ("x=1", "since=soon", "", "dyad"):
        assert marks.read(text) is None
    with pytest.raises(KeyError, match="colour"):
        marks.written(colour="red")


def test_ranked_bars_say_what_they_are_ranked_by() -> None:
    titles = [
        dyad_bars.dyads(ANSWER, mode="any", ego="KZ", unit=unit).layout.xaxis.title.text
        for unit in ("articles", "stories")
    ]
    assert titles == ["Articles", "Articles; ranked by number of stories"]
