//! A tree of names, walked along a text: gaps may be there or not, and letters that look alike may stand for each other.

use crate::fold::{Class, Folded};

/// Names by their letters, digits and Chinese characters. Where two of a kind were apart (`PG506-232`, `DGX Station`)
/// the tree has a gap; between a letter and a digit a gap may always stand.
#[derive(Debug)]
pub(crate) struct Trie {
    nodes: Vec<Node>,
}

#[derive(Debug, Default)]
struct Node {
    edges: Vec<(char, u32)>, // sorted
    entries: Vec<u32>,
}

/// A name found in a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    /// What was inserted with the name.
    pub(crate) entry: u32,
    /// Where it ends.
    pub(crate) until: usize,
    /// How many characters stand for others.
    pub(crate) garbled: u8,
    /// The first letter stands apart from what follows: `H 100`, `A-100`.
    pub(crate) apart: Option<char>,
}

/// Steps of one walk: far more than a name needs, and what keeps a hostile text linear.
const MOST_STEPS: usize = 240;

/// More look-alikes than this in one name are another word.
const MOST_GARBLED: u8 = 3;

const GAP: char = ' ';

impl Trie {
    pub(crate) fn new() -> Self {
        Self { nodes: vec![Node::default()] }
    }

    /// Adds a name. One without letters and digits is not added.
    pub(crate) fn insert(&mut self, name: &Folded, entry: u32) {
        let mut node = 0;
        let mut last: Option<Class> = None;
        let mut apart = false;
        for c in &name.chars {
            if matches!(c.class, Class::Gap | Class::Other) {
                apart = true;
                continue;
            }
            if apart && last == Some(c.class) {
                node = self.child(node, GAP);
            }
            node = self.child(node, c.c);
            last = Some(c.class);
            apart = false;
        }
        if node != 0 && !self.nodes[node].entries.contains(&entry) {
            self.nodes[node].entries.push(entry);
        }
    }

    fn child(&mut self, node: usize, c: char) -> usize {
        let edges = &self.nodes[node].edges;
        match edges.binary_search_by_key(&c, |edge| edge.0) {
            Ok(at) => edges[at].1 as usize,
            Err(at) => {
                let new = self.nodes.len();
                self.nodes[node].edges.insert(at, (c, u32::try_from(new).unwrap_or(u32::MAX)));
                self.nodes.push(Node::default());
                new
            }
        }
    }

    fn step(&self, node: u32, c: char) -> Option<u32> {
        let edges = &self.nodes.get(node as usize)?.edges;
        edges.binary_search_by_key(&c, |edge| edge.0).ok().map(|at| edges[at].1)
    }

    /// Every name that begins at `start`.
    pub(crate) fn walk(&self, text: &Folded, start: usize, open: &mut Vec<State>, found: &mut Vec<Found>) {
        let Some(first) = text.char(start).and_then(|c| self.step(0, c)) else {
            return;
        };
        open.clear();
        open.push(State { node: first, at: start + 1, garbled: 0, apart: None });
        let mut steps = 0;
        while let Some(state) = open.pop() {
            steps += 1;
            if steps > MOST_STEPS {
                return;
            }
            let Some(node) = self.nodes.get(state.node as usize) else {
                continue;
            };
            found.extend(node.entries.iter().map(|entry| Found {
                entry: *entry,
                until: state.at,
                garbled: state.garbled,
                apart: state.apart,
            }));
            if !node.edges.is_empty() {
                self.follow(text, start, state, open);
            }
        }
    }

    fn follow(&self, text: &Folded, start: usize, state: State, open: &mut Vec<State>) {
        let Some(next) = text.at(state.at) else { return };
        let last = text.class(state.at - 1);
        let gap = self.step(state.node, GAP);
        if matches!(next.class, Class::Digit | Class::Letter | Class::Han) {
            let straight = |node: u32, open: &mut Vec<State>| {
                if let Some(child) = self.step(node, next.c) {
                    open.push(State { node: child, at: state.at + 1, ..state });
                }
                if state.garbled < MOST_GARBLED {
                    for twin in twins(next.c) {
                        if let Some(child) = self.step(node, *twin) {
                            open.push(State {
                                node: child,
                                at: state.at + 1,
                                garbled: state.garbled + 1,
                                ..state
                            });
                        }
                    }
                }
            };
            straight(state.node, open);
            // Words may be written together; numbers may not.
            if let Some(gap) = gap
                && next.class != Class::Digit
            {
                straight(gap, open);
            }
            return;
        }
        let Some(after) = past_gap(text, state.at, state.at - start) else {
            return;
        };
        let class = text.class(after);
        let node = if class == last {
            match gap {
                Some(gap) => gap,
                None => return,
            }
        } else {
            state.node
        };
        let first_letter = state.at - start == 1 && class == Some(Class::Digit);
        let apart = if first_letter { text.char(state.at) } else { state.apart };
        let Some(c) = text.char(after) else { return };
        for c in std::iter::once(c).chain(twins(c).iter().copied()) {
            if let Some(child) = self.step(node, c) {
                let garbled = state.garbled + u8::from(text.char(after) != Some(c));
                open.push(State { node: child, at: after + 1, garbled, apart });
            }
        }
    }
}

/// A walk under way. The caller keeps the list of them, so that no walk asks for memory.
#[derive(Clone, Copy)]
pub(crate) struct State {
    node: u32,
    at: usize,
    garbled: u8,
    apart: Option<char>,
}

/// Where the name goes on after a gap of at most two characters; points and strokes divide only longer names.
fn past_gap(text: &Folded, at: usize, consumed: usize) -> Option<usize> {
    let is_gap = |at: usize| match text.class(at) {
        Some(Class::Gap) => true,
        Some(Class::Other) => consumed > 1 && matches!(text.char(at), Some('.' | '/' | '(' | ')' | '+')),
        _ => false,
    };
    let width = (at..at + 2).take_while(|at| is_gap(*at)).count();
    (width > 0 && matches!(text.class(at + width), Some(Class::Digit | Class::Letter | Class::Han)))
        .then_some(at + width)
}

/// Characters that a careless or a careful hand writes for this one.
const fn twins(c: char) -> &'static [char] {
    match c {
        'o' => &['0'],
        '0' => &['o'],
        'l' => &['1', 'i'],
        'i' => &['1', 'l'],
        '1' => &['l', 'i'],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::Folder;

    fn check(name: &str, text: &str, expect: Option<(usize, u8)>) {
        let folder = Folder::default();
        let mut trie = Trie::new();
        trie.insert(&folder.fold(name), 7);
        let mut found = Vec::new();
        trie.walk(&folder.fold(text), 0, &mut Vec::new(), &mut found);
        assert_eq!(found.first().map(|found| (found.until, found.garbled)), expect, "{name} in {text}");
    }

    #[test]
    fn gaps_may_be_there_or_not_but_numbers_stay_apart() {
        check("RTX 4090", "rtx4090", Some((7, 0)));
        check("RTX 4090", "RTX-4090", Some((8, 0)));
        check("A100", "a 100", Some((5, 0)));
        check("Grace Hopper", "GraceHopper", Some((11, 0)));
        check("PG506-232", "pg506232", None);
        check("PG506-232", "PG506_232", Some((9, 0)));
        check("AS-8125GS-TNHR", "AS -8125GS-TNHR", Some((15, 0)));
    }

    #[test]
    fn look_alikes_are_counted() {
        check("H100", "H1OO", Some((4, 2)));
        check("H100", "HlOO", Some((4, 3)));
        check("MI300X", "M1300X", Some((6, 1)));
        check("H100", "H2OO", None);
    }
}
