//! What a workbook says of the run that made it, so that it can stand alone as evidence: told by the command line, because
//! nothing below it knows the time or the program's version.

/// The run that made a result.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    /// The program with its version.
    pub program: String,
    /// The time in universal time, to the minute.
    pub at: String,
    /// What was read.
    pub inputs: Vec<RunInput>,
}

/// A file that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RunInput {
    /// Its name as the user gave it.
    pub name: String,
    /// The SHA-256 digest of its bytes in hexadecimal; `None` for what is no file.
    pub sha256: Option<String>,
}

impl Run {
    /// The names of what was read.
    pub(crate) fn input_names(&self) -> String {
        self.inputs.iter().map(|input| input.name.as_str()).collect::<Vec<_>>().join(", ")
    }
}
