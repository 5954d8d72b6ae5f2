"""A figure as SVG, drawn without a browser: for paper, where nothing moves.

It knows what our own figures use of Plotly's language, and no more: stacked bars,
marks, lines, filled outlines, words, straight shapes and notes on linear and time axes.
A trace, mark or shape that it does not know raises: no chart loses a part in silence.
"""

from __future__ import annotations

import base64
import datetime as dt
import html
import math
import re
import zlib
from collections import defaultdict
from typing import Any

import numpy as np

from components.figures import palette
from components.figures.spec import Spec
from data import escape

# Widths of letters and heights of lines, by size of type.
_LETTER, _LINE = 0.54, 1.25
_LEGEND_SIGN, _LEGEND_LINE = 30, 19
_DAY = 86_400.0

Point = tuple[float, float]


def drawn(figure: Spec, width: int, alt: str = "") -> str:
    """Draw a figure in the colours of the light theme.

    Args:
        figure: a specification of ours.
        width: in pixels.
        alt: what it shows, in words.

    Raises:
        ValueError: it holds something that can not be drawn here.
    """
    return _Drawing(palette.resolved(figure), width).svg(alt)


def _number(value: Any) -> float:
    """Return a number, or a day as days since 1970."""
    if isinstance(value, str):
        moment = dt.datetime.fromisoformat(value).replace(tzinfo=dt.UTC)
        return moment.timestamp() / _DAY
    return float(value)


def _values(values: Any) -> list[float | None]:
    if isinstance(values, dict):
        packed = np.frombuffer(base64.b64decode(values["bdata"]), values["dtype"])
        return [float(v) for v in packed]
    return [None if v is None else _number(v) for v in values]


def _each(value: Any, n: int) -> Any:
    """Return the n-th of a list, or the one value that holds for all."""
    return value[n] if isinstance(value, list) else value


class _Axis:
    """One axis: its settings, the stretch of the picture that it takes, its values."""

    def __init__(self, settings: dict[str, Any], *, upright: bool) -> None:
        self.settings, self.upright = settings, upright
        self.low, self.high = map(_number, settings.get("range", (0, 1)))
        self.first = self.last = 0.0

    def place(self, start: float, length: float) -> None:
        low, high = self.settings.get("domain", (0, 1))
        ends = (start + length * low, start + length * high)
        if self.upright:
            ends = (start + length * (1 - low), start + length * (1 - high))
        self.first, self.last = ends

    @property
    def scale(self) -> float:
        return (self.last - self.first) / (self.high - self.low)

    def at(self, value: Any) -> float:
        return self.first + (_number(value) - self.low) * self.scale

    def share(self, part: float) -> float:
        return self.first + (self.last - self.first) * part

    @property
    def ticks(self) -> list[tuple[float, str]]:
        axis = self.settings
        if axis.get("visible") is False or axis.get("showticklabels") is False:
            return []
        if "tickvals" in axis:
            values = [_number(v) for v in axis["tickvals"]]
            return list(zip(values, map(str, axis["ticktext"]), strict=True))
        low, high = sorted((self.low, self.high))
        if axis.get("type") == "date":
            if axis.get("dtick") != "M12":
                message = f"ticks of a time axis: {axis.get('dtick')}"
                raise ValueError(message)
            years = range(1970 + int(low / 365.25) - 1, 1972 + int(high / 365.25))
            shift = 182 if axis.get("ticklabelmode") == "period" else 0
            found = [(_number(f"{year}-01-01") + shift, str(year)) for year in years]
            return [tick for tick in found if low <= tick[0] <= high]
        step = 10 ** math.floor(math.log10((high - low) / 5))
        step = next(s * step for s in (1, 2, 5, 10) if (high - low) / (s * step) <= 6)
        return [
            (n * step, f"{n * step:g}")
            for n in range(math.ceil(low / step), math.floor(high / step) + 1)
        ]


class _Drawing:
    def __init__(self, figure: Spec, width: int) -> None:
        self.layout, self.width = figure["layout"], float(width)
        template = self.layout.get("template", {}).get("data", {})
        self.defaults = (template.get("scatter") or [{}])[0]
        self.traces = figure["data"]
        self.out: list[str] = []
        self.patterns: dict[str, str] = {}
        self.stacked: dict[tuple[str, float, bool], float] = defaultdict(float)
        self.axes = {
            name.replace("axis", ""): _Axis(settings, upright=name[0] == "y")
            for name, settings in self.layout.items()
            if re.fullmatch(r"[xy]axis\d*", name)
        }
        for letter in "xy":
            self.axes.setdefault(letter, _Axis({}, upright=letter == "y"))
            self._find_range(letter)
        self._place()

    def _find_range(self, letter: str) -> None:
        """Give the first axis its range where the figure leaves that to Plotly."""
        axis = self.axes[letter]
        if "range" in axis.settings:
            return
        values: list[float] = []
        for trace in self.traces:
            if trace.get(f"{letter}axis", letter) == letter:
                values += [v for v in _values(trace.get(letter, [])) if v is not None]
                if trace["type"] == "bar" and letter != self._along(trace):
                    values.append(0.0)
        low, high = min(values, default=0.0), max(values, default=1.0)
        along = any(
            t["type"] == "bar" and self._along(t) == letter for t in self.traces
        )
        edge = 0.5 if along else (high - low or 1) * 0.05
        axis.low = low - edge if along or low else low
        axis.high = high + edge

    @staticmethod
    def _along(trace: dict[str, Any]) -> str:
        """Name the axis along which bars stand beside each other."""
        return "y" if trace.get("orientation") == "h" else "x"

    def _place(self) -> None:
        """Give each axis its stretch, with room for legend and ticks."""
        margin: dict[str, float] = dict.fromkeys("lrtb", 8.0)
        margin |= self.layout.get("margin", {})
        self.legend = self._legend_lines()
        legend = len(self.legend) * _LEGEND_LINE
        on_top = self.layout.get("legend", {}).get("yanchor") == "bottom"
        ticks_x = [
            tick for a in self.axes.values() if not a.upright for tick in a.ticks
        ]
        ticks_y = [tick for a in self.axes.values() if a.upright for tick in a.ticks]
        lines = max((len(_lines(text)) for _, text in ticks_x), default=0)
        below = max(margin["b"], lines * 12 * _LINE + 8 if lines else 0)
        left = margin["l"]
        if ticks_y:
            left = max(left, max(_width(text, 12) for _, text in ticks_y) + 10)
            if any(a.settings.get("title") for a in self.axes.values() if a.upright):
                left += 18
        above = max(margin["t"], legend + 6) if on_top else margin["t"]
        plot = float(self.layout.get("height", 450)) - margin["t"] - margin["b"]
        self.left, self.top = left, above
        self.across, self.down = self.width - left - margin["r"], plot
        self.legend_top = 0.0 if on_top else above + plot + below
        self.height = above + plot + below + (0 if on_top else legend)
        for axis in self.axes.values():
            if axis.upright:
                axis.place(above, plot)
            else:
                axis.place(left, self.across)
        for axis in self.axes.values():
            if partner := axis.settings.get("scaleanchor"):
                self._keep_shape(axis, self.axes[partner])

    @staticmethod
    def _keep_shape(axis: _Axis, partner: _Axis) -> None:
        """Make one unit as long on both axes: a map keeps its shape."""
        scale = min(abs(axis.scale), abs(partner.scale))
        for one in (axis, partner):
            length = math.copysign(
                scale * abs(one.high - one.low), one.last - one.first
            )
            if one.settings.get("constraintoward") == "top":
                one.first = one.last - length
            else:
                middle = (one.first + one.last) / 2
                one.first, one.last = middle - length / 2, middle + length / 2

    def svg(self, alt: str) -> str:
        for shape in self._shapes(below=True):
            self._shape(shape)
        self._grid()
        for trace in self.traces:
            if trace["type"] == "bar":
                self._bars(trace)
            elif trace["type"] == "scatter":
                self._scatter(trace)
            else:
                message = f"a trace of type {trace['type']}"
                raise ValueError(message)
        for shape in self._shapes(below=False):
            self._shape(shape)
        self._ticks()
        for note in self.layout.get("annotations", []):
            self._note(note)
        self._draw_legend()
        defined = "".join(self.patterns.values())
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" '
            f'aria-label="{escape.html(alt)}" viewBox="0 0 {self.width:g} '
            f'{self.height:.0f}" width="{self.width:g}" height="{self.height:.0f}" '
            f'font-family="Arial, Helvetica, sans-serif"><defs>{defined}</defs>'
            f"{''.join(self.out)}</svg>"
        )

    def _shapes(self, *, below: bool) -> list[dict[str, Any]]:
        return [
            shape
            for shape in self.layout.get("shapes", [])
            if (shape.get("layer") == "below") == below
        ]

    def _grid(self) -> None:
        for name, axis in self.axes.items():
            if axis.settings.get("showgrid") is False:
                continue
            colour = axis.settings.get("gridcolor", "#ddd")
            for value, _ in axis.ticks:
                at = axis.at(value)
                points = [(self.left, at), (self.left + self.across, at)]
                if not axis.upright:
                    points = [(at, self.top), (at, self.top + self.down)]
                self._path(points, f'stroke="{colour}" fill="none"')
            if name.startswith("y") and axis.settings.get("zerolinecolor"):
                at, colour = axis.at(0), axis.settings["zerolinecolor"]
                points = [(self.left, at), (self.left + self.across, at)]
                self._path(points, f'stroke="{colour}" stroke-width="1.5"')

    def _ticks(self) -> None:
        for axis in self.axes.values():
            font = axis.settings.get("tickfont", {})
            for value, text in axis.ticks:
                if axis.upright:
                    self._text(text, axis.at(value), font, self.left - 6, "right")
                else:
                    partner = self.axes.get(axis.settings.get("anchor", "y"))
                    bottom = partner.first if partner else self.top + self.down
                    self._text(text, bottom + 5, font, axis.at(value), up="top")
            title = axis.settings.get("title")
            if title and axis.upright:
                middle, font = self.top + self.down / 2, title.get("font", {})
                self._text(title["text"], middle, font, 10, turned=-90)

    def _pair(self, trace: dict[str, Any]) -> tuple[_Axis, _Axis]:
        return self.axes[trace.get("xaxis", "x")], self.axes[trace.get("yaxis", "y")]

    def _bars(self, trace: dict[str, Any]) -> None:
        across, up = self._pair(trace)
        along = self._along(trace)
        values = _values(trace["x" if along == "y" else "y"])
        places = _values(trace[along])
        marker, line = trace["marker"], trace["marker"].get("line", {})
        for n, (place, value) in enumerate(zip(places, values, strict=True)):
            if not value or place is None:
                continue
            key = (along + trace.get(f"{along}axis", ""), place, value > 0)
            start = self.stacked[key]
            self.stacked[key] = end = start + value
            half = _each(trace.get("width", 0.8), n) / 2
            if along == "x":
                xs = across.at(place - half), across.at(place + half)
                ys = up.at(start), up.at(end)
            else:
                xs = across.at(start), across.at(end)
                ys = up.at(place - half), up.at(place + half)
            fill = _each(marker["color"], n)
            rim = _each(line.get("width", 0), n)
            self._box(
                xs,
                ys,
                f'fill="{fill}" stroke="{line.get("color", fill)}" '
                f'stroke-width="{rim}" data-value="{value:g}"',
            )
            text = str(_each(trace.get("text", ""), n) or "")
            font = trace.get("textfont", {})
            if text and abs(xs[1] - xs[0]) >= _width(text, font.get("size", 12)):
                self._text(text, sum(ys) / 2, font, sum(xs) / 2, n=n)

    def _scatter(self, trace: dict[str, Any]) -> None:
        trace = self.defaults | trace
        across, up = self._pair(trace)
        xs, ys = _values(trace["x"]), _values(trace["y"])
        under: list[float] = []
        if group := trace.get("stackgroup"):
            under, ys = self._on_top(group, xs, ys)
        pieces: list[list[Point]] = [[]]
        for x, y in zip(xs, ys, strict=True):
            if x is None or y is None:
                pieces.append([])
            else:
                pieces[-1].append((across.at(x), up.at(y)))
        pieces = [_shaped(trace, piece) for piece in pieces if piece]
        if group:
            low = [
                (across.at(x or 0), up.at(b)) for x, b in zip(xs, under, strict=True)
            ]
            pieces = [pieces[0] + _shaped(trace, low)[::-1]]
        self._outline(trace, pieces)
        for n, (x, y) in enumerate(zip(xs, ys, strict=True)):
            if x is not None and y is not None:
                self._point(trace, (across.at(x), up.at(y)), n)

    def _on_top(
        self, group: str, xs: list[float | None], ys: list[float | None]
    ) -> tuple[list[float], list[float | None]]:
        """Stack a line on those before it; return where it stands, where it ends."""
        under = [self.stacked[(group, x or 0, True)] for x in xs]
        tops = [(y or 0) + b for y, b in zip(ys, under, strict=True)]
        for x, top in zip(xs, tops, strict=True):
            self.stacked[(group, x or 0, True)] = top
        return under, [*tops]

    def _outline(self, trace: dict[str, Any], pieces: list[list[Point]]) -> None:
        """Draw the pieces of a line, or the fields that they enclose."""
        lines = "lines" in trace.get("mode", "lines")
        stroke = _stroke(trace.get("line", {})) if lines else 'stroke="none"'
        if trace.get("fill") == "toself" or "fillcolor" in trace:
            path = "".join(_move(piece) + "Z" for piece in pieces)
            self.out.append(f'<path d="{path}" fill="{self._fill(trace)}" {stroke}/>')
        elif lines:
            for piece in pieces:
                self._path(piece, f'fill="none" {stroke}')

    def _point(self, trace: dict[str, Any], at: Point, n: int) -> None:
        """Draw the mark and the words of one point."""
        mode = trace.get("mode", "lines")
        if "markers" in mode:
            self._mark(trace.get("marker", {}), at, n)
        if "text" in mode and (text := str(_each(trace["text"], n) or "")):
            above = str(trace.get("textposition", "")).startswith("top")
            self._text(
                text,
                at[1] - (3 if above else 0),
                trace.get("textfont", {}),
                at[0],
                up="bottom" if above else "middle",
                n=n,
            )

    def _mark(self, marker: dict[str, Any], at: Point, n: int) -> None:
        if marker.get("opacity") == 0:
            return
        (x, y), half = at, _each(marker.get("size", 6), n) / 2
        colour = _each(marker.get("color", "#444"), n)
        line = marker.get("line", {})
        width = _each(line.get("width", 0), n)
        rim = _each(line.get("color", colour), n)
        symbol = _each(marker.get("symbol", "circle"), n)
        style = f'fill="{colour}" stroke="{rim}" stroke-width="{width}"'
        if symbol.endswith("-open"):
            symbol = symbol.removesuffix("-open")
            style = f'fill="none" stroke="{colour}" stroke-width="{width or 1}"'
        if symbol == "circle":
            self.out.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{half:.1f}" {style}/>'
            )
            return
        points: dict[str, list[Point]] = {
            "square": [(-1, -1), (1, -1), (1, 1), (-1, 1)],
            "diamond": [(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)],
            "triangle-up": [(-1.15, 0.6), (1.15, 0.6), (0, -1.2)],
            "triangle-right": [(-0.6, -1.15), (-0.6, 1.15), (1.2, 0)],
            "line-ns": [(0, -1.4), (0, 1.4)],
            "x-thin": [(-1, -1), (1, 1), (0, 0), (1, -1), (-1, 1)],
        }
        if symbol not in points:
            message = f"a mark {symbol}"
            raise ValueError(message)
        shape = [(x + dx * half, y + dy * half) for dx, dy in points[symbol]]
        self.out.append(f'<path d="{_move(shape)}Z" {style}/>')

    def _fill(self, trace: dict[str, Any]) -> str:
        """Return a colour, or a hatch of lines or dots."""
        pattern = trace.get("fillpattern")
        if not pattern or not pattern.get("shape"):
            return str(trace.get("fillcolor", "none"))
        shapes = {"/": "M0,{s}L{s},0", "-": "M0,1H{s}", ".": "M2,2h1"}
        size = pattern["size"]
        name = f"hatch-{zlib.crc32(str(sorted(pattern.items())).encode()):x}"
        self.patterns[name] = (
            f'<pattern id="{name}" width="{size}" height="{size}" '
            f'patternUnits="userSpaceOnUse"><rect width="{size}" height="{size}" '
            f'fill="{pattern["bgcolor"]}"/><path stroke="{pattern["fgcolor"]}" '
            f'd="{shapes[pattern["shape"]].format(s=size)}"/></pattern>'
        )
        return f"url(#{name})"

    def _at(self, value: Any, ref: str) -> float:
        if ref.endswith("domain"):
            return self.axes[ref.split()[0]].share(float(value))
        return self.axes[ref].at(value)

    def _place_of(self, item: dict[str, Any], name: str) -> float:
        """Return where an end of a shape or a note stands."""
        letter, value = name[0], item[name]
        ref = str(item.get(f"{letter}ref", letter))
        if item.get(f"{letter}sizemode") == "pixel":
            return self._at(item[f"{letter}anchor"], ref) + float(value)
        if ref == "paper":
            if letter == "x":
                return self.left + self.across * float(value)
            return self.top + self.down * (1 - float(value))
        return self._at(value, ref)

    def _shape(self, shape: dict[str, Any]) -> None:
        xs = self._place_of(shape, "x0"), self._place_of(shape, "x1")
        ys = self._place_of(shape, "y0"), self._place_of(shape, "y1")
        stroke = _stroke(shape.get("line", {}))
        if shape["type"] == "line":
            self._path([(xs[0], ys[0]), (xs[1], ys[1])], stroke)
        elif shape["type"] == "rect":
            self._box(xs, ys, f'fill="{shape.get("fillcolor", "none")}" {stroke}')
        else:
            message = f"a shape {shape['type']}"
            raise ValueError(message)

    def _note(self, note: dict[str, Any]) -> None:
        x = self._place_of(note, "x") + note.get("xshift", 0)
        y = self._place_of(note, "y") - note.get("yshift", 0)
        if note.get("showarrow", True):
            tail = (
                self._at(note["ax"], note["axref"]),
                self._at(note["ay"], note["ayref"]),
            )
            self._arrow(tail, (x, y), note)
            return
        up = note.get("yanchor", "middle")
        self._text(
            note["text"],
            y,
            note.get("font", {}),
            x,
            note.get("xanchor", "center"),
            up=up,
            turned=note.get("textangle", 0),
            ground=note.get("bgcolor", ""),
        )

    def _arrow(self, tail: Point, head: Point, note: dict[str, Any]) -> None:
        length = math.dist(tail, head) or 1
        dx, dy = (head[0] - tail[0]) / length, (head[1] - tail[1]) / length
        start, stop = note.get("startstandoff", 0), note.get("standoff", 0)
        a = tail[0] + dx * start, tail[1] + dy * start
        b = head[0] - dx * stop, head[1] - dy * stop
        colour = note["arrowcolor"]
        self._path([a, b], f'stroke="{colour}" stroke-width="{note["arrowwidth"]}"')
        c = b[0] - dx * 8, b[1] - dy * 8
        wings = [b, (c[0] - dy * 4, c[1] + dx * 4), (c[0] + dy * 4, c[1] - dx * 4)]
        self._path(wings, f'fill="{colour}"')

    def _legend_lines(self) -> list[list[dict[str, Any]]]:
        named = [
            t for t in self.traces if t.get("name") and t.get("showlegend") is not False
        ]
        named.sort(key=lambda trace: trace.get("legendrank", 1000))
        if not self.layout.get("showlegend", len(named) > 1):
            return []
        lines: list[list[dict[str, Any]]] = [[]]
        used = 0.0
        for trace in named:
            room = _width(trace["name"], 13) + _LEGEND_SIGN
            if lines[-1] and used + room > self.width - 16:
                lines.append([])
                used = 0.0
            lines[-1].append(trace)
            used += room
        return lines if named else []

    def _draw_legend(self) -> None:
        for row, traces in enumerate(self.legend):
            x, y = 8.0, self.legend_top + row * _LEGEND_LINE + 10
            for trace in traces:
                if trace["type"] == "bar" or trace.get("fillcolor"):
                    fill = self._fill(trace) if "fillcolor" in trace else ""
                    fill = fill or _each(trace["marker"]["color"], 0)
                    self._box(
                        (x, x + 12), (y - 6, y + 6), f'fill="{fill}" stroke="#555"'
                    )
                elif "markers" in trace.get("mode", ""):
                    self._mark(trace["marker"] | {"size": 9}, (x + 6, y), 0)
                else:
                    self._path([(x, y), (x + 14, y)], _stroke(trace.get("line", {})))
                self._text(trace["name"], y, {"size": 13}, x + 18, "left")
                x += _width(trace["name"], 13) + _LEGEND_SIGN

    def _box(self, xs: Point, ys: Point, style: str) -> None:
        self.out.append(
            f'<rect x="{min(xs):.1f}" y="{min(ys):.1f}" '
            f'width="{abs(xs[1] - xs[0]):.1f}" '
            f'height="{abs(ys[1] - ys[0]):.1f}" {style}/>'
        )

    def _path(self, points: list[Point], style: str) -> None:
        self.out.append(f'<path d="{_move(points)}" {style}/>')

    def _text(
        self,
        text: str,
        y: float,
        font: dict[str, Any],
        x: float,
        anchor: str = "center",
        *,
        up: str = "middle",
        turned: float = 0,
        n: int = 0,
        ground: str = "",
    ) -> None:
        lines = _lines(text)
        if not any(lines):
            return
        size = float(_each(font.get("size", 13), n))
        colour = _each(font.get("color", "#1A2027"), n)
        step = size * _LINE
        room = step * len(lines)
        first = {"top": size, "bottom": size - room, "middle": size - room / 2}[up]
        first -= size * 0.12 if up == "middle" else 0
        turn = f' transform="rotate({turned:g} {x:.1f} {y:.1f})"' if turned else ""
        if turned and up == "top":
            # Words that are turned upwards begin below the place that they hang from.
            first, anchor = size * 0.35, "right"
        ends = {"left": "start", "center": "middle", "right": "end"}[anchor]
        halo = (
            f' stroke="{ground}" stroke-width="4" paint-order="stroke"'
            if ground
            else ""
        )
        if not ground and str(_each(font.get("shadow", "none"), n)) != "none":
            halo = ' stroke="#fff" stroke-width="3" paint-order="stroke"'
        weight = f' font-weight="{font["weight"]}"' if "weight" in font else ""
        spans = "".join(
            f'<tspan x="{x:.1f}" y="{y + first + row * step:.1f}">'
            f"{_inline(line)}</tspan>"
            for row, line in enumerate(lines)
        )
        self.out.append(
            f'<text font-size="{size:g}" fill="{colour}" text-anchor="{ends}"'
            f"{weight}{halo}{turn}>{spans}</text>"
        )


def _stroke(line: dict[str, Any]) -> str:
    width = line.get("width", 2)
    if not width:
        return 'stroke="none"'
    dash = {"solid": "", "dot": "2,3", "dash": "6,4"}.get(
        line.get("dash", "solid"), str(line.get("dash")).replace("px", "")
    )
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'stroke="{line.get("color", "#444")}" stroke-width="{width}"{dashed}'


def _shaped(trace: dict[str, Any], points: list[Point]) -> list[Point]:
    shape = trace.get("line", {}).get("shape", "linear")
    if shape not in {"linear", "hv"}:
        message = f"a line of shape {shape}"
        raise ValueError(message)
    return _stairs(points) if shape == "hv" else points


def _stairs(points: list[Point]) -> list[Point]:
    """Return a line that stays level until its next point."""
    found = points[:1]
    for point in points[1:]:
        found += [(point[0], found[-1][1]), point]
    return found


def _move(points: list[Point]) -> str:
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _lines(text: str) -> list[str]:
    """Cut words at their breaks; bold that spans a break is bold in each line."""
    lines, bold = [], False
    for line in text.split("<br>"):
        whole = f"<b>{line}" if bold else line
        bold = whole.count("<b>") > whole.count("</b>")
        lines.append(f"{whole}</b>" if bold else whole)
    return lines


def _width(text: str, size: float) -> float:
    bare = [html.unescape(re.sub("<[^>]+>", "", line)) for line in text.split("<br>")]
    return max(map(len, bare)) * size * _LETTER


def _inline(line: str) -> str:
    """Write the little HTML of labels as SVG: bold, and text."""
    parts = re.split(r"(</?b>)", line)
    tags = {"<b>": '<tspan font-weight="700">', "</b>": "</tspan>"}
    return "".join(tags.get(part) or escape.html(html.unescape(part)) for part in parts)
