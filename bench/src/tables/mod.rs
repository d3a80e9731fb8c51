//! The tables, one for each row of the goals.

mod add;
mod answer;
mod arrive;
mod fold;
mod lived;
mod open;
mod verdict;
mod week;

use crate::measure::Effort;
use crate::table::Table;

/// Makes a table.
type Making = fn(Effort) -> anyhow::Result<Table>;

/// All there are, by the word that asks for them.
pub(crate) const TABLES: [(&str, Making); 8] = [
    ("verdict", verdict::table),
    ("answer", answer::table),
    ("fold", fold::table),
    ("add", add::table),
    ("open", open::table),
    ("arrive", arrive::table),
    ("week", week::table),
    ("lived", lived::table),
];
