"""Code that reads the public copies, ready to paste: each counts the same calls."""

from __future__ import annotations

# Codes of the languages, in the order of their tabs.
LANGUAGES = ("pandas", "r", "duckdb", "shell")

_PANDAS = """import pandas as pd

contacts = pd.read_parquet("{base}parquet/contacts.parquet")
remote = contacts[
    (contacts["actor_id"] == "FRA")
    & contacts["kind"].isin(["call", "video_call", "joint_call"])
]
print(remote.groupby(pd.to_datetime(remote["date"]).dt.year).size())"""

_R = """contacts <- read.csv("{base}csv/contacts.csv", encoding = "UTF-8")
remote <- subset(contacts, actor_id == "FRA" &
  kind %in% c("call", "video_call", "joint_call"))
print(table(substr(remote$date, 1, 4)))"""

_DUCKDB = """SELECT year(date) AS year, count(*) AS contacts
FROM read_parquet('{base}parquet/contacts.parquet')
WHERE actor_id = 'FRA' AND kind IN ('call', 'video_call', 'joint_call')
GROUP BY year ORDER BY year;"""

_SHELL = """curl -O "{base}{package}"
unzip -d open-line {package}
frictionless validate open-line/datapackage.json"""


def written(base: str, package: str) -> dict[str, str]:
    """Return code by language; `base` ends with a slash.

    `package` is the file name of the zip.
    """
    return {
        "pandas": _PANDAS.format(base=base),
        "r": _R.format(base=base),
        "duckdb": _DUCKDB.format(base=base),
        "shell": _SHELL.format(base=base, package=package),
    }
