//! Every parameter with what it holds on a day.

use chokepoint_model::Date;
use chokepoint_rules::{Answer, Layer, NoAnswer, Parameter, Rules};

/// One value of a parameter, or one entry of a table, on a day.
#[derive(Debug)]
pub struct Row<'r> {
    /// The parameter.
    pub parameter: &'r Parameter,
    /// The name in a table; empty otherwise.
    pub name: &'r str,
    /// What it holds, or why it holds nothing.
    pub answer: Result<Answer<'r>, NoAnswer>,
    /// Whether the other layer has another answer on that day.
    pub layers_differ: bool,
}

/// The parameters that these words mean, all words at once: each begins the id, or stands in the id, the title or a
/// name. Capitals do not matter; without a word, all of them.
pub fn matching<'r>(rules: &'r Rules, words: &[String]) -> Vec<&'r Parameter> {
    let words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let means = |parameter: &Parameter| {
        let names: Vec<&str> = parameter.names().collect();
        let said = format!("{} {} {}", parameter.id, parameter.title, names.join(" ")).to_lowercase();
        words.iter().all(|word| said.contains(word))
    };
    rules.parameters().filter(|parameter| means(parameter)).collect()
}

/// What a parameter holds on a day: one row, or one for each entry of a table.
pub fn list<'r>(rules: &'r Rules, parameter: &'r Parameter, as_of: Date, layer: Layer) -> Vec<Row<'r>> {
    let row = |name: &'r str| {
        let on = |layer| rules.lookup_named(&parameter.id, name, as_of, layer);
        let answers = Layer::ALL.map(on);
        let essence = |answer: &Result<Answer<'r>, NoAnswer>| {
            answer.as_ref().ok().map(|answer| (answer.dated.status, answer.dated.value.clone()))
        };
        let layers_differ = essence(&answers[0]) != essence(&answers[1]);
        Row { parameter, name, answer: on(layer), layers_differ }
    };
    parameter.names().map(row).collect()
}
