//! The neighbourhood of a finding as a picture: owners and people above, what is held or served below, arrows with shares.

use super::{
    html::Html,
    network::{Network, Node},
};
use crate::investigate::Investigation;
use chokepoint_model::Finding;

const WIDTH: f64 = 1000.0;
const BOX: f64 = 184.0;
const LINE: f64 = 14.0;
/// Signs of one line of a box, a Chinese one counted as two.
const FITS: usize = 28;
const GAP: f64 = 96.0;

/// Where a box stands.
struct Placed<'a> {
    node: &'a Node,
    lines: Vec<(String, bool)>,
    x: f64,
    y: f64,
    height: f64,
}

/// Writes the picture, unless there is nothing to draw.
pub(super) fn write(of: &Investigation, finding: &Finding, page: &mut Html) {
    let network = Network::around(of, finding);
    if network.edges.is_empty() && network.nodes.len() < 2 {
        return;
    }
    let (placed, height) = place(&network);
    page.raw("<figure><svg class=\"chart\" viewBox=\"0 0 1000 ")
        .number(height)
        .raw("\" role=\"img\" aria-label=\"");
    page.text(&format!(
        "who stands around {}",
        finding.subjects.first().map_or("", |one| one.caption.as_str())
    ));
    page.raw("\">\n<defs><marker id=\"a\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\"/></marker></defs>\n");
    between(&placed, finding, page);
    let mut labels = Html::default();
    for (at, edge) in network.edges.iter().enumerate() {
        let find = |number| placed.iter().find(|one| one.node.key == number);
        let (Some(from), Some(to)) = (find(edge.from), find(edge.to)) else { continue };
        let ((x1, y1), (x2, y2)) = ends(from, to);
        line(x1, y1, x2, y2, "edge", page);
        // Labels of arrows that run together stand at different heights.
        let part = 0.36 + 0.14 * (at % 3) as f64;
        label(x1 + (x2 - x1) * part, y1 + (y2 - y1) * part, &edge.label, &mut labels);
    }
    placed.iter().for_each(|one| draw(one, page));
    page.add(&labels);
    page.raw("</svg><figcaption>Arrows go from who holds, leads or supplies to whom. ");
    page.raw("A thick border is a listed party; a dashed line is the evidence that joins the two. ");
    if network.left_out > 0 {
        page.number(network.left_out as f64).raw(" further ties are not drawn; entities.ftm.json has them. ");
    }
    page.raw("</figcaption></figure>\n");
}

fn place(network: &Network) -> (Vec<Placed<'_>>, f64) {
    let mut placed = Vec::new();
    let mut y = 10.0;
    for row in 0..3 {
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

/// A text in at most so many lines; what does not fit ends in an ellipsis.
pub(super) fn wrapped(text: &str, most: usize) -> Vec<String> {
    let wide = |sign: char| if (sign as u32) >= 0x1100 { 2 } else { 1 };
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
fn ends(from: &Placed<'_>, to: &Placed<'_>) -> ((f64, f64), (f64, f64)) {
    let middle = |one: &Placed<'_>| one.x + BOX / 2.0;
    if from.node.row == to.node.row {
        let (left, right) = if from.x < to.x { (from.x + BOX, to.x) } else { (from.x, to.x + BOX) };
        // Lower than the line of evidence between the two.
        return ((left, from.y + from.height * 0.8), (right, to.y + to.height * 0.8));
    }
    // Arrows of several boxes meet one at different places.
    let drawn = (middle(from) - middle(to)) / WIDTH * BOX * 0.8;
    if from.node.row < to.node.row {
        ((middle(from) - drawn * 0.3, from.y + from.height), (middle(to) + drawn, to.y))
    } else {
        ((middle(from) - drawn * 0.3, from.y), (middle(to) + drawn, to.y + to.height))
    }
}

/// The line of evidence between the first two subjects.
fn between(placed: &[Placed<'_>], finding: &Finding, page: &mut Html) {
    let subjects: Vec<&Placed<'_>> = placed.iter().filter(|one| one.node.is_subject).collect();
    let [first, second, ..] = &subjects[..] else { return };
    let (x1, x2) = (first.x + BOX, second.x);
    let y = first.y + first.height.min(second.height) / 2.0;
    page.raw("<line class=\"joins\" x1=\"")
        .number(x1)
        .raw("\" y1=\"")
        .number(y)
        .raw("\" x2=\"")
        .number(x2)
        .raw("\" y2=\"")
        .number(y)
        .raw("\"/>\n");
    let mut families: Vec<_> = finding.families.iter().filter(|(_, sum)| **sum >= 0.05).collect();
    families.sort_by(|a, b| b.1.total_cmp(a.1).then(a.0.cmp(b.0)));
    for (at, chunk) in families.chunks(3).take(3).enumerate() {
        let told: Vec<String> =
            chunk.iter().map(|(family, sum)| format!("{} {sum:+.1}", family.as_str())).collect();
        label((x1 + x2) / 2.0, y - 8.0 - 13.0 * (at as f64), &told.join("  "), page);
    }
}

fn line(x1: f64, y1: f64, x2: f64, y2: f64, class: &'static str, page: &mut Html) {
    page.raw("<line class=\"")
        .raw(class)
        .raw("\" marker-end=\"url(#a)\" x1=\"")
        .number(x1)
        .raw("\" y1=\"")
        .number(y1);
    page.raw("\" x2=\"").number(x2).raw("\" y2=\"").number(y2).raw("\"/>\n");
}

fn label(x: f64, y: f64, text: &str, page: &mut Html) {
    if !text.is_empty() {
        page.raw("<text class=\"label\" x=\"")
            .number(x)
            .raw("\" y=\"")
            .number(y)
            .raw("\">")
            .text(text)
            .raw("</text>\n");
    }
}

fn draw(one: &Placed<'_>, page: &mut Html) {
    let class = match (one.node.is_listed, one.node.is_subject) {
        (true, _) => "node listed",
        (false, true) => "node subject",
        (false, false) => "node",
    };
    page.raw("<g><rect rx=\"5\" class=\"")
        .raw(class)
        .raw("\" x=\"")
        .number(one.x)
        .raw("\" y=\"")
        .number(one.y);
    page.raw("\" width=\"184\" height=\"").number(one.height).raw("\"/>");
    for (at, (text, is_small)) in one.lines.iter().enumerate() {
        page.raw(if *is_small { "<text class=\"small\" x=\"" } else { "<text x=\"" })
            .number(one.x + BOX / 2.0);
        page.raw("\" y=\"").number(one.y + 16.0 + at as f64 * LINE).raw("\">").text(text).raw("</text>");
    }
    page.raw("</g>\n");
}

#[cfg(test)]
mod tests {
    use super::{FITS, wrapped};

    #[test]
    fn a_long_name_is_broken_and_ends_in_an_ellipsis() {
        assert_eq!(wrapped("Nettrix", 2), ["Nettrix"]);
        assert_eq!(wrapped("宁畅信息产业（北京）有限公司天津海泰华科分公司", 2).len(), 2);
        let cut = wrapped(&"Example Very Long Company ".repeat(9), 2);
        assert!(cut.len() == 2 && cut[1].ends_with('…'), "{cut:?}");
        assert!(wrapped(&"x".repeat(500), 3).iter().all(|line| line.chars().count() <= FITS));
        assert!(wrapped("", 2).is_empty());
    }
}
