//! Boxes in rows, arrows between them, and labels that keep out of each other's way, as SVG.

use super::{Network, Node};
use maud::{Markup, html};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

const WIDTH: f64 = 1000.0;
const BOX: f64 = 184.0;
const LINE: f64 = 14.0;
/// Columns of one line of a box, a Chinese character counted as two.
const FITS: usize = 28;
const GAP: f64 = 84.0;
/// Height of a label, and the width of one column of it.
const LABEL: f64 = 13.0;
const COLUMN: f64 = 5.8;
/// Where on its arrow a label may be, as a part of the way; the first that is free is taken.
const SPOTS: [f64; 9] = [0.5, 0.38, 0.62, 0.27, 0.73, 0.44, 0.56, 0.18, 0.82];

/// Where a box is.
struct Placed<'a> {
    node: &'a Node,
    lines: Vec<(String, bool)>,
    x: f64,
    y: f64,
    height: f64,
}

impl Placed<'_> {
    fn middle(&self) -> f64 {
        self.x + BOX / 2.0
    }

    fn area(&self) -> Area {
        Area { left: self.x, right: self.x + BOX, top: self.y, bottom: self.y + self.height }
    }
}

/// A part of the picture that is taken.
#[derive(Clone, Copy)]
struct Area {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Area {
    /// That of a label whose middle is on a point.
    fn of_label(x: f64, y: f64, text: &str) -> Self {
        let half = COLUMN * text.width() as f64 / 2.0 + 2.0;
        Self { left: x - half, right: x + half, top: y - LABEL + 2.0, bottom: y + 3.0 }
    }

    /// How much of it another one covers, in square units.
    fn covered_by(&self, other: &Self) -> f64 {
        let across = self.right.min(other.right) - self.left.max(other.left);
        let down = self.bottom.min(other.bottom) - self.top.max(other.top);
        across.max(0.0) * down.max(0.0)
    }
}

/// A label at its place.
struct Label<'a> {
    x: f64,
    y: f64,
    text: &'a str,
}

/// The place of a label on a line where the least is covered of what is drawn already.
fn along<'a>(((x1, y1), (x2, y2)): Line, text: &'a str, taken: &mut Vec<Area>) -> Label<'a> {
    let at = |part: f64| (x1 + (x2 - x1) * part, y1 + (y2 - y1) * part + 4.0);
    let covered = |part: f64| {
        let (x, y) = at(part);
        let own = Area::of_label(x, y, text);
        let beyond = Area { left: 0.0, right: WIDTH, ..own };
        let outside = (own.right - own.left) * LABEL - own.covered_by(&beyond);
        taken.iter().map(|other| own.covered_by(other)).sum::<f64>() + outside
    };
    let best = SPOTS.iter().copied().min_by(|a, b| covered(*a).total_cmp(&covered(*b)));
    let (x, y) = at(best.unwrap_or(0.5));
    taken.push(Area::of_label(x, y, text));
    Label { x, y, text }
}

/// From a point to another.
type Line = ((f64, f64), (f64, f64));

/// Draws a network.
pub(super) fn draw(network: &Network, title: &str) -> Markup {
    let (placed, height) = place(network);
    let find = |key| placed.iter().find(|one: &&Placed<'_>| one.node.key == key);
    let mut taken: Vec<Area> = placed.iter().map(Placed::area).collect();
    let drawn = |tie: &super::Tie| Some(ends(find(tie.from)?, find(tie.to)?));
    let lines: Vec<(Line, &str)> =
        network.edges.iter().filter_map(|tie| Some((drawn(tie)?, tie.label.as_str()))).collect();
    let labels: Vec<Label<'_>> = lines.iter().map(|(line, text)| along(*line, text, &mut taken)).collect();
    html! {
        svg.chart viewBox=(format!("0 0 1000 {height:.1}")) role="img" aria-label=(title) {
            defs { marker #a viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto" { path d="M0 0L8 4L0 8z" {} } }
            @for (((x1, y1), (x2, y2)), _) in &lines {
                line.edge marker-end="url(#a)" x1=(n(*x1)) y1=(n(*y1)) x2=(n(*x2)) y2=(n(*y2)) {}
            }
            @for one in &placed { (boxed(one)) }
            @for label in &labels { text.label x=(n(label.x)) y=(n(label.y)) { (label.text) } }
        }
    }
}

/// A number of the drawing.
fn n(number: f64) -> String {
    format!("{number:.1}")
}

fn place(network: &Network) -> (Vec<Placed<'_>>, f64) {
    let mut placed = Vec::new();
    let mut y = 10.0;
    let last = network.nodes.iter().map(|node| node.row).max().unwrap_or(0);
    for row in 0..=last {
        let nodes: Vec<&Node> = network.nodes.iter().filter(|node| node.row == row).collect();
        let step = WIDTH / nodes.len().max(1) as f64;
        let mut tallest = 0.0_f64;
        for (at, node) in nodes.into_iter().enumerate() {
            let lines = lines_of(node);
            let height = lines.len() as f64 * LINE + 12.0;
            tallest = tallest.max(height);
            placed.push(Placed { node, lines, x: step * (at as f64 + 0.5) - BOX / 2.0, y, height });
        }
        if tallest > 0.0 {
            y += tallest + GAP;
        }
    }
    (placed, y - GAP + 12.0)
}

/// The lines of a box: the names in both scripts, then what is said of it. `true` for small print.
fn lines_of(node: &Node) -> Vec<(String, bool)> {
    let names = node.names.iter().flat_map(|name| wrapped(name, 2)).map(|line| (line, false));
    names.chain(node.remark.iter().flat_map(|remark| wrapped(remark, 1)).map(|line| (line, true))).collect()
}

/// How many columns a character takes.
fn wide(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// A text in at most so many lines; what does not fit ends in an ellipsis.
fn wrapped(text: &str, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split_inclusive(' ') {
        let width: usize = word.trim_end().width();
        if used > 0 && used + width > FITS && width <= FITS {
            lines.push(String::new());
            used = 0;
        }
        for c in word.chars() {
            if used + wide(c) > FITS && c != ' ' {
                lines.push(String::new());
                used = 0;
            }
            if let Some(line) = lines.last_mut() {
                line.push(c);
            }
            used += wide(c);
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while last.chars().map(wide).sum::<usize>() > FITS - 1 {
                last.pop();
            }
            last.push('…');
        }
    }
    lines.into_iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// Where an arrow leaves one box and meets the other.
fn ends(from: &Placed<'_>, to: &Placed<'_>) -> Line {
    if from.node.row == to.node.row {
        let (left, right) = if from.x < to.x { (from.x + BOX, to.x) } else { (from.x, to.x + BOX) };
        return ((left, from.y + from.height * 0.8), (right, to.y + to.height * 0.8));
    }
    // Arrows of several boxes meet one at different places.
    let drawn = (from.middle() - to.middle()) / WIDTH * BOX * 0.8;
    if from.node.row < to.node.row {
        ((from.middle() - drawn * 0.3, from.y + from.height), (to.middle() + drawn, to.y))
    } else {
        ((from.middle() - drawn * 0.3, from.y), (to.middle() + drawn, to.y + to.height))
    }
}

fn boxed(one: &Placed<'_>) -> Markup {
    let class = match (one.node.is_listed, one.node.is_subject) {
        (true, _) => "listed",
        (false, true) => "subject",
        (false, false) => "other",
    };
    html! {
        g {
            rect.node.(class) rx="5" x=(n(one.x)) y=(n(one.y)) width=(n(BOX)) height=(n(one.height)) {}
            @for (at, (text, is_small)) in one.lines.iter().enumerate() {
                text.small[*is_small] x=(n(one.middle())) y=(n(one.y + 16.0 + at as f64 * LINE)) { (text) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_broken_and_ends_in_an_ellipsis() {
        assert_eq!(wrapped("Nettrix", 2), ["Nettrix"]);
        assert_eq!(wrapped("宁畅信息产业（北京）有限公司天津海泰华科分公司", 2).len(), 2);
        let cut = wrapped(&"Example Very Long Company ".repeat(9), 2);
        assert!(cut.len() == 2 && cut[1].ends_with('…'), "{cut:?}");
        assert!(wrapped(&"x".repeat(500), 3).iter().all(|line| line.chars().count() <= FITS));
        assert!(wrapped("", 2).is_empty());
    }

    #[test]
    fn labels_of_arrows_that_cross_keep_apart() {
        let mut taken = Vec::new();
        let lines =
            [((200.0, 0.0), (600.0, 96.0)), ((600.0, 0.0), (200.0, 96.0)), ((400.0, 0.0), (400.0, 96.0))];
        lines.iter().for_each(|line| drop(along(*line, "former executive", &mut taken)));
        let [first, second, third] = &taken[..] else { panic!("three labels") };
        assert_eq!(first.covered_by(second) + first.covered_by(third) + second.covered_by(third), 0.0);
    }
}
