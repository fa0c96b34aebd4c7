//! Rounding to base 3 under a key, so that what is published adds up (decision 0055).
//!
//! A count is rounded up or down with the chances that leave its mean where it was. A table is rounded from one of its sides,
//! whose values are settled already: each row is rounded so that its cells add up to the row's value, and among all ways to do
//! that, chance takes one that keeps the columns as near as it can. Nothing published contradicts anything else published.

use seal::RoundingStream;

/// What every published count is a multiple of.
pub const ROUNDING_BASE: u64 = 3;

/// How the value of a row was settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowValue {
    /// It is one of the two multiples of 3 next to the count: so are then all cells of the row.
    Adjacent,
    /// It may lie further off.
    Free,
}

/// Rounds one count to a multiple of 3 next to it: 1 to 3 with a chance of one third, 2 with two thirds.
pub(crate) fn round_count(count: u64, stream: &mut RoundingStream) -> u64 {
    let (floor, rest) = (count / ROUNDING_BASE, count % ROUNDING_BASE);
    let up = stream.below(ROUNDING_BASE) < rest;
    (floor + u64::from(up)) * ROUNDING_BASE
}

/// Rounds the cells of a table, row by row, to multiples of 3 that add up to the rows' values. The mean of each cell over
/// all keys is its count (to one part in four thousand million), and what is 0 stays 0.
///
/// `values` are multiples of 3 whose means are the counts of the rows; one that stands for a row of 0 is 0.
pub(crate) fn round_cells(
    cells: &[u32],
    columns: usize,
    values: &[u64],
    how: RowValue,
    stream: &mut RoundingStream,
) -> Vec<u64> {
    let mut threes: Vec<u64> = Vec::with_capacity(cells.len());
    let mut loose = Loose::default();
    for ((row, value), at) in cells.chunks(columns.max(1)).zip(values).zip(0..) {
        let wanted = shares(row, *value, how);
        for (share, column) in wanted.iter().zip(0..) {
            threes.push(share / ONE);
            loose.add(at, column, share % ONE);
        }
    }
    for link in loose.settle(stream) {
        let cell = threes.get_mut(link.row * columns + link.column);
        if let Some(cell) = cell.filter(|_| link.part == ONE) {
            *cell += 1;
        }
    }
    threes
        .into_iter()
        .map(|count| count * ROUNDING_BASE)
        .collect()
}

/// What each cell of a row should have in the mean, given the row's value, in parts of three records. They add up to
/// the value exactly.
fn shares(row: &[u32], value: u64, how: RowValue) -> Vec<u64> {
    let count: u64 = row.iter().copied().map(u64::from).sum();
    if count == 0 || value == 0 {
        return vec![0; row.len()];
    }
    let one = i128::from(ONE);
    let (value, whole) = (i128::from(value), i128::from(count));
    let rest_of_row = whole % BASE;
    let part = |cell: u32, weights: i128| -> (i128, i128) {
        let (cell, rest) = (i128::from(cell), i128::from(cell) % BASE);
        match how {
            RowValue::Free => (cell * value * one, BASE * whole),
            RowValue::Adjacent if rest_of_row == 0 => (cell * one, BASE),
            RowValue::Adjacent => {
                let moved = (value - whole) * weight(rest, rest_of_row);
                ((cell * weights + moved) * one, BASE * weights)
            }
        }
    };
    let weights = row
        .iter()
        .map(|cell| weight(i128::from(*cell) % BASE, rest_of_row))
        .sum();
    let parts: Vec<(i128, i128)> = row.iter().map(|cell| part(*cell, weights)).collect();
    let floors = parts.iter().map(|(over, under)| over / under);
    let mut left = value / BASE * one - floors.clone().sum::<i128>();
    let shares = parts.iter().zip(floors).map(|((over, under), floor)| {
        let more = left > 0 && over % under != 0;
        left -= i128::from(more);
        u64::try_from(floor + i128::from(more)).unwrap_or_default()
    });
    shares.collect()
}

/// How much of what a row is moved by falls to a cell, so that no cell is moved beyond the multiples next to it.
const fn weight(rest: i128, rest_of_row: i128) -> i128 {
    if rest == 0 || rest_of_row == 0 {
        0
    } else if rest == rest_of_row {
        2
    } else {
        1
    }
}

/// The cells that are not settled: between a row and a column, a part of three records each.
#[derive(Debug, Default)]
struct Loose {
    links: Vec<Link>,
    rows: Vec<Vec<usize>>,
    columns: Vec<Vec<usize>>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Link {
    row: usize,
    column: usize,
    part: u64,
}

impl Link {
    /// How much it may grow, and shrink.
    const fn room(self, grows: bool) -> u64 {
        if grows {
            ONE.saturating_sub(self.part)
        } else {
            self.part
        }
    }
}

impl Loose {
    fn add(&mut self, row: usize, column: usize, part: u64) {
        if part == 0 {
            return;
        }
        let at = self.links.len();
        self.links.push(Link { row, column, part });
        for (ends, end) in [(&mut self.rows, row), (&mut self.columns, column)] {
            if ends.len() <= end {
                ends.resize(end + 1, vec![]);
            }
            if let Some(links) = ends.get_mut(end) {
                links.push(at);
            }
        }
    }

    /// Settles every part to nothing or to three records: again and again along a path or ring of links, of which every
    /// second one grows by as much as the others shrink, one way or the other with the chances that keep all means. Rows
    /// keep their sums; a column changes its sum only by its last link.
    fn settle(mut self, stream: &mut RoundingStream) -> Vec<Link> {
        for links in &mut self.rows {
            shuffle(links, stream);
        }
        for links in &mut self.columns {
            shuffle(links, stream);
        }
        let mut single: Vec<usize> = (0..self.columns.len())
            .filter(|at| degree(&self.columns, *at) == 1)
            .collect();
        let mut next = 0;
        loop {
            let from = single.pop().or_else(|| {
                while next < self.columns.len() && degree(&self.columns, next) == 0 {
                    next += 1;
                }
                Some(next).filter(|at| *at < self.columns.len())
            });
            let Some(from) = from else {
                return self.links;
            };
            if degree(&self.columns, from) == 0 {
                continue;
            }
            let path = self.walk(from);
            self.shift(&path, stream);
            for at in path {
                let link = self.link(at);
                if link.part == 0 || link.part == ONE {
                    remove(&mut self.rows, link.row, at);
                    remove(&mut self.columns, link.column, at);
                }
                if degree(&self.columns, link.column) == 1 {
                    single.push(link.column);
                }
            }
        }
    }

    /// From a column on, over rows and columns in turn, until a column has no other link or a place comes again. Of a way that
    /// meets itself, the ring alone.
    fn walk(&self, from: usize) -> Vec<usize> {
        let mut path: Vec<usize> = vec![];
        let (mut seen_rows, mut seen_columns) =
            (vec![None; self.rows.len()], vec![None; self.columns.len()]);
        let (mut at, mut in_column) = (from, true);
        loop {
            let (ends, seen) = if in_column {
                (&self.columns, &mut seen_columns)
            } else {
                (&self.rows, &mut seen_rows)
            };
            if let Some(place) = seen.get_mut(at) {
                if let Some(begin) = *place {
                    return path.split_off(begin);
                }
                *place = Some(path.len());
            }
            let came = path.last().copied();
            let links = ends.get(at).into_iter().flatten().copied();
            let Some(link) = links.into_iter().find(|link| Some(*link) != came) else {
                return path;
            };
            path.push(link);
            let ends = self.link(link);
            at = if in_column { ends.row } else { ends.column };
            in_column = !in_column;
        }
    }

    fn shift(&mut self, path: &[usize], stream: &mut RoundingStream) {
        let room = |first_grows: bool| {
            let rooms = path
                .iter()
                .zip(0_usize..)
                .map(|(at, place)| self.link(*at).room(first_grows == place.is_multiple_of(2)));
            rooms.min().unwrap_or_default()
        };
        let (up, down) = (room(true), room(false));
        let first_grows = stream.below(up + down) < down;
        let by = if first_grows { up } else { down };
        for (at, place) in path.iter().zip(0_usize..) {
            if let Some(link) = self.links.get_mut(*at) {
                if first_grows == place.is_multiple_of(2) {
                    link.part += by;
                } else {
                    link.part -= by;
                }
            }
        }
    }

    fn link(&self, at: usize) -> Link {
        self.links.get(at).copied().unwrap_or_default()
    }
}

fn degree(ends: &[Vec<usize>], at: usize) -> usize {
    ends.get(at).map_or(0, Vec::len)
}

fn remove(ends: &mut [Vec<usize>], end: usize, at: usize) {
    if let Some(links) = ends.get_mut(end) {
        links.retain(|link| *link != at);
    }
}

fn shuffle(links: &mut [usize], stream: &mut RoundingStream) {
    for last in (1..links.len()).rev() {
        let bound = u64::try_from(last + 1).unwrap_or_default();
        let other = usize::try_from(stream.below(bound)).unwrap_or_default();
        links.swap(last, other);
    }
}

/// Three records, in the parts that are reckoned with: a multiple of 3, so that thirds are exact.
const ONE: u64 = 3 << 31;
const BASE: i128 = 3;
