#!/usr/bin/env python3
"""Recomputes piledger's figures from the provider's answers, by what the manual says alone.

usage: oracle.py PRICES.md ZONE AS_OF FILE...

It shares no code with piledger, and reads no rate card: prices are those of the table in Prices.md.
What the manual does not settle it leaves empty, and nothing is compared there. It writes one table
as CSV: `task` rows, and sums by day, model, status and API key.
"""

import csv
import json
import re
import sys
from datetime import datetime, timedelta, timezone
from fractions import Fraction
from zoneinfo import ZoneInfo

ENDED = ("completed", "failed", "cancelled")
POINTS_PER_USD = 10_000_000
MAXIMUM_POINTS = 10_000 * POINTS_PER_USD
UNKNOWN = None



def answers(paths):
    """The JSON values of all files with the place of each; a line that is none is told."""
    for path in paths:
        with open(path, encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                try:
                    yield json.loads(line, parse_float=Fraction), f"{path}:{number}"
                except ValueError:
                    print(f"{path}:{number}: not read", file=sys.stderr)


def instant(text):
    """A time in UTC as a datetime and its nanoseconds; none if it is not set."""
    if not text or text.startswith("0001-"):
        return UNKNOWN
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)?", text)
    if not match:
        raise ValueError(text)
    day, time, fraction, offset = match.groups()
    moment = datetime.fromisoformat(f"{day}T{time}{'+00:00' if offset in (None, 'Z') else offset}")
    return moment.astimezone(timezone.utc), int((fraction or ".0")[1:].ljust(9, "0")[:9])


def points(value):
    """Whole points, as numbers or text; blank says nothing."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return UNKNOWN
    count = Fraction(str(value).strip())
    if count.denominator != 1 or abs(count) > MAXIMUM_POINTS:
        raise ValueError(value)
    return int(count)


def word(value):
    return str(value or "").strip().lower()


class Observation:
    """What one answer says about a task."""

    def __init__(self, task, delivered, order):
        meta, usage = task.get("meta") or {}, (task.get("meta") or {}).get("usage") or {}
        self.id = word(task["task_id"])
        self.model, self.task_type = word(task["model"]), word(task["task_type"])
        self.status = word(task["status"])
        self.created, self.ended = instant(meta.get("created_at")), instant(meta.get("ended_at"))
        self.unit = word(usage.get("type"))
        self.billed, self.frozen = points(usage.get("consume")), points(usage.get("frozen"))
        config = task.get("config") or {}
        self.is_own = bool(meta.get("is_using_private_pool")) or word(
            config.get("service_mode")) == "private"
        self.input, self.output = task.get("input") or {}, task.get("output")
        self.error = (task.get("error") or {}).get("code") or 0
        self.delivered, self.order = delivered, order

    @property
    def has_ended(self):
        return self.status in ENDED


def is_task(value):
    return isinstance(value, dict) and {"task_id", "model", "task_type", "status"} <= value.keys()


def read(paths):
    """The observations of each task, the latest state of each history entry as it is now."""
    tasks, entries = {}, {}
    for order, (value, place) in enumerate(answers(paths)):
        data = value.get("data") if isinstance(value, dict) else None
        if isinstance(data, dict) and isinstance(data.get("data"), list):
            for row in data["data"]:
                known = entries.get(row["id"])
                if known is None or later(row, known):
                    entries[row["id"]] = row
            continue
        task = value if is_task(value) else data
        if not is_task(task):
            continue
        delivered = value.get("timestamp") if task is data else None
        seen = Observation(task, delivered, order)
        tasks.setdefault(seen.id, []).append(seen)
    return tasks, entries


def later(row, other):
    """Of the states of an entry the latest counts; of two of one moment, that of an ended task."""
    key = lambda r: (instant(r["updated_at"]), word(r["status"]) in ENDED + ("finished",))
    return key(row) > key(other)



class Task:
    """A task as all of its answers together say it is.

    An ended state beats a running one; among equals the later end wins, then the later delivery,
    then the larger amount. The earliest creation counts.
    """

    def __init__(self, observations):
        nothing = (datetime.min.replace(tzinfo=timezone.utc), 0)
        rank = lambda o: (o.has_ended, o.ended or nothing, o.delivered or 0, o.billed or 0)
        best = max(observations, key=rank)
        self.id, self.model, self.task_type = best.id, best.model, best.task_type
        self.status, self.has_ended, self.is_own = best.status, best.has_ended, best.is_own
        self.input, self.output, self.ended = best.input, best.output, best.ended
        self.created = min((o.created for o in observations if o.created), default=UNKNOWN)
        metered = [o for o in observations if o.billed is not None]
        usage = max(metered, key=rank, default=best)
        self.unit, self.frozen = usage.unit, UNKNOWN if self.has_ended else usage.frozen
        self.is_conflict = False
        self.billed = self.booked(usage)
        self.settle([o for o in metered if o.has_ended and o.unit in ("llm", "point")])

    def booked(self, usage):
        """What is booked at creation counts for a completed task too; a failed one may have been
        refunded since. A running task with 0 has nothing booked yet."""
        if usage.has_ended:
            return usage.billed
        return usage.billed if usage.billed and self.status not in ENDED[1:] else UNKNOWN

    def settle(self, ended):
        """Two ended answers that disagree about the booked points are a conflict; the smaller amount
        of a failed task is what a refund left, unless the larger one was surely booked later."""
        if len({o.billed for o in ended}) < 2:
            return
        least = min(ended, key=lambda o: o.billed)
        self.is_conflict = self.status == "completed" or any(
            surely_later(o, least) for o in ended if o.billed > least.billed)
        if not self.is_conflict:
            self.billed = least.billed


def completed_by_history(tasks, entries):
    """The tasks with what the account history tells of their ends: of one that its answers leave
    open, of one whose end does not say what was booked, and of one that no answer names."""
    told = {}
    for row in entries.values():
        if not row.get("deleted_at") and row.get("task_id"):
            told.setdefault(word(row["task_id"]), []).append(row)
    for name, rows in told.items():
        last = max(rows, key=lambda r: instant(r["updated_at"]))
        status = {"finished": "completed"}.get(word(last["status"]), word(last["status"]))
        task, booked = tasks.get(name), sum(points(r["usage"]) for r in rows)
        if task is None and status in ENDED:
            tasks[name] = Unlogged(name, last, status, booked)
        elif task and status in ENDED and not task.has_ended:
            task.status, task.has_ended, task.billed = status, True, booked
            task.frozen, task.ended = UNKNOWN, instant(last["updated_at"])
        elif task and status in ENDED and task.billed is None:
            task.billed = booked


class Unlogged:
    """A task that only the account history shows."""

    def __init__(self, name, row, status, booked):
        self.id, self.status, self.billed, self.frozen = name, status, booked, UNKNOWN
        self.model, self.task_type = word(row["task_model"]), word(row["action"])
        self.created = instant(row["created_at"])


def surely_later(one, other):
    if one.ended and other.ended and one.ended != other.ended:
        return one.ended > other.ended
    return bool(one.delivered and other.delivered and one.delivered > other.delivered)



class Price:
    """A row of the table of prices."""

    def __init__(self, row):
        plain = {k: unescaped(v) for k, v in row.items()}
        name, _, conditions = plain["sku"].partition(" ")
        self.model, _, self.task_type = name.rpartition("/")
        self.model, self.task_type = self.model.lower(), self.task_type.lower()
        self.conditions = [self.condition(c) for c in self.split(conditions)]
        self.points = Fraction(plain["USD"]) * POINTS_PER_USD
        self.measure, self.per = plain["measure"], plain["per"]
        self.since, self.until = moment(plain["from"]), moment(plain["until"])
        self.is_unconfirmed = "unconfirmed" in plain["certainty"]
        early = re.search(r"may have started as early as ([0-9TZ:-]+)", plain["note"])
        self.earliest = moment(early.group(1)) if early else UNKNOWN
        extra = re.search(r"(plus .* per extra|at least .* per task)", plain["note"])
        self.is_simple = not extra and not self.measure

    @staticmethod
    def split(text):
        """`a=1 or 2 b>3 and <=4` divided before each name that is compared."""
        return [c.strip() for c in re.split(r" (?=[\w.]+(?:<=|>=|=|<|>))", " " + text) if c.strip()]

    @staticmethod
    def condition(text):
        match = re.fullmatch(r"([\w.]+?)(<=|>=|=|<|>)(.*)", text)
        name, sign, rest = match.groups()
        if sign == "=":
            return name, [("=", v.strip()) for v in rest.split(" or ")], any
        parts = (sign + rest).split(" and ")
        return name, [re.fullmatch(r"(<=|>=|<|>)(.*)", p.strip()).groups() for p in parts], all

    def fits_name(self, model, task_type):
        def fits(pattern, name):
            return name.startswith(pattern[:-1]) if pattern.endswith("*") else name == pattern

        return fits(self.model, model) and fits(self.task_type, task_type)

    def meets(self, fields):
        """Whether the conditions hold; unknown if a field was not requested."""
        for name, tests, join in self.conditions:
            if name not in fields:
                return UNKNOWN
            if not join(compare(fields[name], sign, value) for sign, value in tests):
                return False
        return True


def unescaped(text):
    plain = re.sub(r"\\(.)", r"\1", text)
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&#46;", "."), ("&amp;", "&")):
        plain = plain.replace(entity, character)
    return plain


def number(value):
    """A number with or without its unit: 8, "8 s", "768p"."""
    if isinstance(value, bool):
        return UNKNOWN
    match = re.fullmatch(r"\s*(-?\d+(?:\.\d+)?)\s*([sSpP]?)\s*", str(value))
    return Fraction(match.group(1)) if match else UNKNOWN


def compare(value, sign, wanted):
    left, right = number(value), number(wanted)
    if left is None or right is None:
        text = ("true" if value else "false") if isinstance(value, bool) else str(value)
        return sign == "=" and word(text) == word(wanted)
    return {"=": left == right, "<=": left <= right, ">=": left >= right, "<": left < right,
            ">": left > right}[sign]


def moment(text):
    """A day of the table is its first moment in UTC."""
    if not text:
        return UNKNOWN
    return instant(text if "T" in text else text + "T00:00:00Z")


def prices(path):
    lines = [l for l in open(path, encoding="utf-8") if l.startswith("|")]
    cells = lambda l: [c.strip() for c in re.split(r"(?<!\\)\|", l.strip())[1:-1]]
    names = cells(lines[0])
    return [Price(dict(zip(names, cells(l)))) for l in lines[2:]]


class Pricer:
    def __init__(self, path):
        self.prices = prices(path)

    def amounts(self, task):
        """The price of a task: the amounts it may be, the first of which is compared with;
        `lots` if only its unit is known; unknown where the manual does not settle it."""
        named = [p for p in self.prices if p.fits_name(task.model, task.task_type)]
        if not named:
            return "unpriced", []
        exact = [p for p in named if "*" not in p.model + p.task_type]
        named = exact or named
        fields = dict(task.input)
        if "width" in fields and "height" in fields:
            fields["pixels"] = fields["width"] * fields["height"]
        verdicts = [(p, p.meets(fields)) for p in named if not p.is_unconfirmed]
        if any(v is UNKNOWN for _, v in verdicts) or task.created is None:
            return UNKNOWN, []
        fitting = [p for p, met in verdicts if met]
        most = max((len(p.conditions) for p in fitting), default=0)
        fitting = [p for p in fitting if len(p.conditions) == most]
        if not fitting:
            return "unpriced", []
        valid = [p for p in fitting if self.is_valid(p, task.created)]
        if not valid or not all(p.is_simple for p in valid):
            return UNKNOWN, []
        quantity = self.quantity(valid[0], task)
        if quantity is UNKNOWN:
            return "lots", [p.points for p in valid]
        amounts = [p.points * quantity for p in valid]
        if any(a.denominator != 1 for a in amounts):
            return UNKNOWN, []
        return "priced", [int(a) for a in amounts]

    @staticmethod
    def is_valid(price, created):
        """[from, until), and from the earliest moment at which the price may have begun."""
        since = min([m for m in (price.earliest, price.since) if m], default=UNKNOWN)
        return (since is None or since <= created) and (price.until is None or created < price.until)

    @staticmethod
    def quantity(price, task):
        parts = price.per.split()
        lot = Fraction(parts[0]) if parts and parts[0].isdigit() else Fraction(1)
        unit = parts[-1].rstrip("s")
        if unit in ("generation", "video", "task", "request"):
            return Fraction(1)
        if unit == "image":
            return images(task)
        if unit == "second" and "started" not in parts:
            seconds = number(task.input.get("duration"))
            others = [k for k in task.input if "video" in k or "audio_url" in k or k == "multi_shots"]
            return UNKNOWN if seconds is None or others else seconds / lot
        return UNKNOWN


def images(task):
    """Images in the answer, or as many as were requested."""
    if isinstance(task.output, dict) and isinstance(task.output.get("image_urls"), list):
        return Fraction(len(task.output["image_urls"]))
    for name in ("batch_size", "num_images", "n", "max_images"):
        if name in task.input:
            return Fraction(task.input[name])
    return Fraction(1)



def judged(task, pricer, as_of):
    """The verdict on a task, and what it should have cost; unknown where the manual leaves it open."""
    if isinstance(task, Unlogged):
        return ("unlogged" if task.status == "completed" else UNKNOWN), UNKNOWN
    if task.unit not in ("llm", "point", "quota", "none", ""):
        return "other_unit", UNKNOWN
    if task.is_own:
        return "own_account", UNKNOWN
    if task.is_conflict:
        return "conflict", UNKNOWN
    if not task.has_ended and task.billed is None:
        return judged_running(task, as_of), UNKNOWN
    if task.billed is None:
        return "unmetered", UNKNOWN
    if task.status in ("failed", "cancelled"):
        if task.billed == 0:
            return "refunded", 0
        if task.model in ("seedance", "midjourney") or task.ended is None:
            return UNKNOWN, UNKNOWN
        is_late = task.ended[0] + timedelta(hours=24) < as_of
        return ("refund_due" if is_late else "refund_awaited"), 0
    kind, amounts = pricer.amounts(task)
    if kind == "priced":
        if task.billed in amounts:
            return "matched", task.billed
        return ("overcharged" if task.billed > amounts[0] else "undercharged"), amounts[0]
    if kind == "lots":
        fits = any((task.billed / a).denominator == 1 for a in amounts)
        return ("consistent" if fits else "inconsistent"), UNKNOWN
    return ("unpriced", UNKNOWN) if kind == "unpriced" else (UNKNOWN, UNKNOWN)


def judged_running(task, as_of):
    """What runs for a day without frozen points is not stuck; how long similar tasks take is not
    looked at, so that what has frozen points for a day is left open."""
    if not task.frozen or not task.created:
        return "provisional"
    return "provisional" if task.created[0] + timedelta(hours=24) > as_of else UNKNOWN



def main():
    prices_path, zone, as_of = sys.argv[1], ZoneInfo(sys.argv[2]), instant(sys.argv[3])[0]
    observations, entries = read(sys.argv[4:])
    pricer = Pricer(prices_path)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["table", "key", "tasks", "billed_points", "frozen_points", "verdict",
                     "expected_points", "status", "day"])
    sums = {}
    tasks = {name: Task(seen) for name, seen in observations.items()}
    completed_by_history(tasks, entries)
    for name, task in sorted(tasks.items()):
        verdict, expected = judged(task, pricer, as_of)
        day = task.created[0].astimezone(zone).date().isoformat() if task.created else ""
        billed = UNKNOWN if verdict == "other_unit" else task.billed
        writer.writerow(["task", name, 1, blank(billed), blank(task.frozen), blank(verdict),
                         blank(expected), task.status, day])
        for key in (("day", day), ("month", day[:7]), ("model", f"{task.model}/{task.task_type}"),
                    ("status", task.status), ("total", "")):
            sum_ = sums.setdefault(key, [0, 0])
            sum_[0] += 1
            sum_[1] += billed or 0
    for (table, key), (tasks, billed) in sorted(sums.items()):
        writer.writerow([table, key, tasks, billed, "", "", "", "", ""])
    keys = {}
    for row in entries.values():
        if row.get("deleted_at"):
            continue
        sum_ = keys.setdefault(str(row["api_key_id"]), [0, 0])
        sum_[0] += 1
        sum_[1] += row["usage"]
    for key, (count, usage) in sorted(keys.items()):
        writer.writerow(["key", key, count, usage, "", "", "", "", ""])


def blank(value):
    return "" if value is None else value


if __name__ == "__main__":
    main()
