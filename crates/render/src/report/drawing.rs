//! Boxes in rows, arrows between them, and labels that keep out of each other's way, as SVG.

use super::{
    html::Html,
    network::{Network, Node},
};

const WIDTH: f64 = 1000.0;
const BOX: f64 = 184.0;
const LINE: f64 = 14.0;
/// Signs of one line of a box, a Chinese one counted as two.
const FITS: usize = 28;
const GAP: f64 = 96.0;
/// Height of a label, and the width of one narrow sign of it.
const LABEL: f64 = 13.0;
const SIGN: f64 = 5.8;
/// Where on its arrow a label may stand, as a part of the way; the first that is free is taken.
const SPOTS: [f64; 9] = [0.5, 0.38, 0.62, 0.27, 0.73, 0.44, 0.56, 0.18, 0.82];

/// Where a box stands.
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
    /// That of a label whose writing stands on a point, in the middle of it.
    fn of_label(x: f64, y: f64, text: &str) -> Self {
        let half = text.chars().map(|sign| SIGN * wide(sign) as f64).sum::<f64>() / 2.0 + 2.0;
        Self { left: x - half, right: x + half, top: y - LABEL + 2.0, bottom: y + 3.0 }
    }

    /// How much of it another one covers, in square units.
    fn covered_by(&self, other: &Self) -> f64 {
        let across = self.right.min(other.right) - self.left.max(other.left);
        let down = self.bottom.min(other.bottom) - self.top.max(other.top);
        across.max(0.0) * down.max(0.0)
    }
}

/// The labels of a picture, written above all else in it.
struct Labels {
    taken: Vec<Area>,
    page: Html,
}

impl Labels {
    /// A label on a line, at the spot where the least is covered.
    fn along(&mut self, ((x1, y1), (x2, y2)): Line, text: &str) {
        let at = |part: f64| (x1 + (x2 - x1) * part, y1 + (y2 - y1) * part + 4.0);
        let covered = |part: f64| {
            let (x, y) = at(part);
            let own = Area::of_label(x, y, text);
            let beyond = Area { left: 0.0, right: WIDTH, ..own };
            let outside = (own.right - own.left) * LABEL - own.covered_by(&beyond);
            self.taken.iter().map(|other| own.covered_by(other)).sum::<f64>() + outside
        };
        let best = SPOTS.iter().copied().min_by(|a, b| covered(*a).total_cmp(&covered(*b)));
        let (x, y) = at(best.unwrap_or(0.5));
        self.put(x, y, text);
    }

    fn put(&mut self, x: f64, y: f64, text: &str) {
        if text.is_empty() {
            return;
        }
        self.taken.push(Area::of_label(x, y, text));
        self.page.raw("<text class=\"label\" x=\"").number(x).raw("\" y=\"").number(y).raw("\">");
        self.page.text(text).raw("</text>\n");
    }
}

/// From a point to another.
type Line = ((f64, f64), (f64, f64));

/// Draws a network, with what stands on the dashed line between its first two subjects; none without such a line.
pub(super) fn draw(network: &Network, title: &str, joins: Option<&[String]>, page: &mut Html) {
    let (placed, height) = place(network);
    page.raw("<svg class=\"chart\" viewBox=\"0 0 1000 ").number(height).raw("\" role=\"img\" aria-label=\"");
    page.text(title).raw("\">\n<defs><marker id=\"a\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\"/></marker></defs>\n");
    let mut labels = Labels { taken: placed.iter().map(Placed::area).collect(), page: Html::default() };
    if let Some(told) = joins {
        between(&placed, told, page, &mut labels);
    }
    for edge in &network.edges {
        let find = |key| placed.iter().find(|one| one.node.key == key);
        let (Some(from), Some(to)) = (find(edge.from), find(edge.to)) else { continue };
        let line = ends(from, to);
        arrow(line, page);
        labels.along(line, &edge.label);
    }
    placed.iter().for_each(|one| boxed(one, page));
    page.add(&labels.page).raw("</svg>");
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

/// How many narrow signs a sign is as wide as.
fn wide(sign: char) -> usize {
    if (sign as u32) >= 0x1100 { 2 } else { 1 }
}

/// A text in at most so many lines; what does not fit ends in an ellipsis.
fn wrapped(text: &str, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split_inclusive(' ') {
        let width: usize = word.trim_end().chars().map(wide).sum();
        if used > 0 && used + width > FITS && width <= FITS {
            lines.push(String::new());
            used = 0;
        }
        for sign in word.chars() {
            if used + wide(sign) > FITS && sign != ' ' {
                lines.push(String::new());
                used = 0;
            }
            if let Some(line) = lines.last_mut() {
                line.push(sign);
            }
            used += wide(sign);
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
        // Lower than the line of evidence between the two.
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

/// The line of evidence between the first two subjects, with what is told on it, the first line nearest to it.
fn between(placed: &[Placed<'_>], told: &[String], page: &mut Html, labels: &mut Labels) {
    let subjects: Vec<&Placed<'_>> = placed.iter().filter(|one| one.node.is_subject).collect();
    let [first, second, ..] = &subjects[..] else { return };
    let (x1, x2) = (first.x + BOX, second.x);
    let y = first.y + first.height.min(second.height) / 2.0;
    page.raw("<line class=\"joins\" x1=\"").number(x1).raw("\" y1=\"").number(y);
    page.raw("\" x2=\"").number(x2).raw("\" y2=\"").number(y).raw("\"/>\n");
    for (at, text) in told.iter().enumerate() {
        labels.put((x1 + x2) / 2.0, y - 8.0 - LABEL * at as f64, text);
    }
}

fn arrow(((x1, y1), (x2, y2)): Line, page: &mut Html) {
    page.raw("<line class=\"edge\" marker-end=\"url(#a)\" x1=\"").number(x1).raw("\" y1=\"").number(y1);
    page.raw("\" x2=\"").number(x2).raw("\" y2=\"").number(y2).raw("\"/>\n");
}

fn boxed(one: &Placed<'_>, page: &mut Html) {
    let class = match (one.node.is_listed, one.node.is_subject) {
        (true, _) => "node listed",
        (false, true) => "node subject",
        (false, false) => "node",
    };
    page.raw("<g><rect rx=\"5\" class=\"").raw(class).raw("\" x=\"").number(one.x);
    page.raw("\" y=\"").number(one.y).raw("\" width=\"184\" height=\"").number(one.height).raw("\"/>");
    for (at, (text, is_small)) in one.lines.iter().enumerate() {
        page.raw(if *is_small { "<text class=\"small\" x=\"" } else { "<text x=\"" }).number(one.middle());
        page.raw("\" y=\"").number(one.y + 16.0 + at as f64 * LINE).raw("\">").text(text).raw("</text>");
    }
    page.raw("</g>\n");
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
        let mut labels = Labels { taken: Vec::new(), page: Html::default() };
        let lines =
            [((200.0, 0.0), (600.0, 96.0)), ((600.0, 0.0), (200.0, 96.0)), ((400.0, 0.0), (400.0, 96.0))];
        lines.iter().for_each(|line| labels.along(*line, "former executive"));
        let [first, second, third] = &labels.taken[..] else { panic!("three labels") };
        assert_eq!(first.covered_by(second) + first.covered_by(third) + second.covered_by(third), 0.0);
    }
}
