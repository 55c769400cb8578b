//! The pictures of a finding: who stands around its subjects, and who owns them through others.

use super::{
    drawing,
    html::Html,
    network::Network,
    owners::{self, Owners},
};
use chokepoint_engine::investigate::Investigation;
use chokepoint_model::Finding;

/// Writes the pictures, each unless there is nothing to draw.
pub(super) fn write(of: &Investigation, owners: &Owners<'_>, finding: &Finding, page: &mut Html) {
    let subject = finding.subjects.first().map_or("", |one| one.caption.as_str());
    let around = Network::around(of, finding);
    if !around.edges.is_empty() || around.nodes.len() >= 2 {
        page.raw("<figure>");
        drawing::draw(&around, &format!("who stands around {subject}"), Some(&families(finding)), page);
        page.raw("<figcaption>Arrows go from who holds, leads or supplies to whom. ");
        page.raw("A thick border is a listed party; a dashed line is the evidence that joins the two. ");
        left_out(&around, page);
        page.raw("</figcaption></figure>\n");
    }
    if let Some(above) = owners::above(of, owners, finding) {
        page.raw("<figure>");
        drawing::draw(&above, &format!("who owns and controls {subject}"), None, page);
        page.raw("<figcaption>Owners and those who control, through others; shares are those of the day. ");
        page.raw("A thick border is a listed party. ");
        left_out(&above, page);
        page.raw("</figcaption></figure>\n");
    }
}

fn left_out(network: &Network, page: &mut Html) {
    if network.left_out > 0 {
        page.number(network.left_out as f64).raw(" further ties are not drawn; entities.ftm.json has them. ");
    }
}

/// What each family of evidence counts, three to a line, the strongest first.
fn families(finding: &Finding) -> Vec<String> {
    let mut families: Vec<_> = finding.families.iter().filter(|(_, sum)| **sum >= 0.05).collect();
    families.sort_by(|a, b| b.1.total_cmp(a.1).then(a.0.cmp(b.0)));
    let told = |(family, sum): &(&chokepoint_model::Family, &f64)| format!("{} {sum:+.1}", family.as_str());
    families.chunks(3).take(3).map(|three| three.iter().map(told).collect::<Vec<_>>().join("  ")).collect()
}
