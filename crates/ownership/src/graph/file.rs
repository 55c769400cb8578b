//! The graph as sections of a flat file: written once, mapped for reading.

use super::Graph;
use crate::column::Column;
use bytemuck::Pod;
use chokepoint_store::flat::{FlatError, FlatFile, FlatWriter};
use std::sync::Arc;

impl Graph {
    /// Adds the graph to a flat file.
    pub fn write(&self, file: &mut FlatWriter) {
        file.array("graph.first_in", &self.first_in);
        file.array("graph.holder", &self.holder);
        file.array("graph.held", &self.held);
        file.array("graph.kind", &self.kind);
        file.array("graph.low", &self.low);
        file.array("graph.high", &self.high);
        file.array("graph.from", &self.from);
        file.array("graph.until", &self.until);
        file.array("graph.source", &self.source);
        file.array("graph.evidence", &self.evidence);
        file.array("graph.first_out", &self.first_out);
        file.array("graph.out", &self.out);
    }

    /// The graph in a flat file.
    ///
    /// # Errors
    /// When a section is missing, or the sections do not fit one another.
    pub fn open(file: &Arc<FlatFile>) -> Result<Self, FlatError> {
        fn column<T: Pod>(file: &Arc<FlatFile>, name: &str) -> Result<Column<T>, FlatError> {
            file.array(name).map(Column::Mapped)
        }
        let graph = Self {
            first_in: column(file, "graph.first_in")?,
            holder: column(file, "graph.holder")?,
            held: column(file, "graph.held")?,
            kind: column(file, "graph.kind")?,
            low: column(file, "graph.low")?,
            high: column(file, "graph.high")?,
            from: column(file, "graph.from")?,
            until: column(file, "graph.until")?,
            source: column(file, "graph.source")?,
            evidence: column(file, "graph.evidence")?,
            first_out: column(file, "graph.first_out")?,
            out: column(file, "graph.out")?,
        };
        match graph.misfit() {
            Some(section) => Err(file.misshapen(section)),
            None => Ok(graph),
        }
    }

    /// The first section that does not fit the others.
    fn misfit(&self) -> Option<&'static str> {
        let (parties, edges) = (self.parties(), self.edges());
        let lengths = [
            ("graph.held", self.held.len()),
            ("graph.kind", self.kind.len()),
            ("graph.low", self.low.len()),
            ("graph.high", self.high.len()),
            ("graph.from", self.from.len()),
            ("graph.until", self.until.len()),
            ("graph.source", self.source.len()),
            ("graph.evidence", self.evidence.len()),
            ("graph.out", self.out.len()),
        ];
        if let Some((section, _)) = lengths.into_iter().find(|(_, length)| *length != edges) {
            return Some(section);
        }
        let is_index = |first: &[u32]| {
            first.len() == parties + 1
                && first.windows(2).all(|pair| pair[0] <= pair[1])
                && first.last().is_some_and(|end| *end as usize == edges)
        };
        let below = |numbers: &[u32], limit: usize| numbers.iter().all(|number| (*number as usize) < limit);
        let checks = [
            ("graph.first_in", is_index(&self.first_in)),
            ("graph.first_out", is_index(&self.first_out)),
            ("graph.holder", below(&self.holder, parties)),
            ("graph.held", below(&self.held, parties)),
            ("graph.out", below(&self.out, edges)),
        ];
        checks.into_iter().find(|(_, fits)| !fits).map(|(section, _)| section)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Edge, GraphBuilder};
    use chokepoint_model::{Directness, InterestKind, Period, Share};

    #[test]
    fn a_written_graph_is_mapped_as_it_was_and_a_misfit_is_refused() {
        let mut builder = GraphBuilder::new(4);
        for (holder, held) in [(3, 0), (1, 2), (0, 2)] {
            builder.add(Edge {
                holder,
                held,
                kind: InterestKind::Votes,
                share: Share::percent(30),
                directness: Directness::Indirect,
                period: Period { from: "2020-02-29".parse().ok(), until: None },
                source: 3,
                evidence: holder,
            });
        }
        let graph = builder.finish();
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("graph.flat");
        let mut writer = FlatWriter::new();
        graph.write(&mut writer);
        writer.write(&path).expect("written");
        let mapped = FlatFile::open(&path).and_then(|file| Graph::open(&file)).expect("mapped");
        let edges = |graph: &Graph| (0..graph.edges()).map(|at| graph.edge(at)).collect::<Vec<_>>();
        assert_eq!((edges(&mapped), mapped.parties()), (edges(&graph), 4));
        assert_eq!(mapped.edges_out_of(3).collect::<Vec<_>>(), [0]);

        let mut writer = FlatWriter::new();
        let broken = Graph { holder: vec![9; 3].into(), ..graph };
        broken.write(&mut writer);
        writer.write(&path).expect("written");
        assert!(
            FlatFile::open(&path).and_then(|file| Graph::open(&file)).is_err(),
            "a holder beyond the parties"
        );
    }
}
