//! Tables as CSV: any, and those that both examples have.

use super::{Company, Holding, Maker, NOTE, Office, SOURCE, Supply, later};

/// A table with these headings; fields with a comma or a quote stand in quotes.
pub fn table<const N: usize>(headings: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let mut text = headings.join(",") + "\n";
    for row in rows {
        text.push_str(&row.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(","));
        text.push('\n');
    }
    text
}

/// What a column of a register of companies holds.
#[derive(Clone, Copy)]
pub enum Particular {
    Id,
    Name,
    English,
    Former,
    Code,
    Representative,
    Supervisor,
    /// A number of ten thousand yuan.
    Capital,
    /// The same with its unit and currency.
    CapitalInWords,
    Founded,
    Address,
    Country,
    Scope,
    Phone,
    Email,
    Sponsor,
    Status,
    Source,
    /// The day from which the record was known.
    Shown,
    Note,
}

impl Particular {
    fn of(self, one: &Company) -> String {
        match self {
            Self::Id => one.id.clone(),
            Self::Name => one.name.clone(),
            Self::English => one.english.clone(),
            Self::Former => one.former.clone(),
            Self::Code => one.code.clone(),
            Self::Representative => one.representative.clone(),
            Self::Supervisor => one.supervisor.clone(),
            Self::Capital => one.capital.to_string(),
            Self::CapitalInWords => format!("{}万元人民币", one.capital),
            Self::Founded => one.founded.to_string(),
            Self::Address => one.address.clone(),
            Self::Country => "CN".to_owned(),
            Self::Scope => one.scope.clone(),
            Self::Phone => one.phone.clone(),
            Self::Email => one.email.clone(),
            Self::Sponsor => one.sponsor.clone(),
            Self::Status => "存续".to_owned(),
            Self::Source => SOURCE.to_owned(),
            Self::Shown => later(one.founded, 7).to_string(),
            Self::Note => NOTE.to_owned(),
        }
    }
}

/// A register of the companies of a maker, with these columns.
pub fn register<const N: usize>(maker: &Maker, columns: [(&str, Particular); N]) -> String {
    let row = |one: &Company| columns.map(|(_, particular)| particular.of(one));
    table(columns.map(|(heading, _)| heading), maker.companies.iter().map(row))
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// Who owns the companies of a maker.
pub fn holdings(maker: &Maker) -> String {
    let headings = [
        "企业编号",
        "企业名称",
        "股东名称",
        "股东类型",
        "持股比例(%)",
        "出资日期",
        "退出日期",
        "来源",
        "公示日期",
        "备注",
    ];
    let row = |one: &Holding| {
        let ((id, name), since) = (one.held.clone(), one.since.to_string());
        let until = one.until.map(|day| day.to_string()).unwrap_or_default();
        let (kind, shown) = (one.kind.to_owned(), later(one.since, 7).to_string());
        [
            id,
            name,
            one.owner.clone(),
            kind,
            one.percent.clone(),
            since,
            until,
            SOURCE.to_owned(),
            shown,
            NOTE.to_owned(),
        ]
    };
    table(headings, maker.holdings.iter().map(row))
}

/// Who has an office in them.
pub fn offices(maker: &Maker) -> String {
    let headings =
        ["企业编号", "企业名称", "姓名", "职务", "任职日期", "离任日期", "来源", "公示日期", "备注"];
    let row = |one: &Office| {
        let ((id, name), (from, until)) = (one.company.clone(), one.period);
        let until = until.map(|day| day.to_string()).unwrap_or_default();
        let shown = later(from, 7).to_string();
        [
            id,
            name,
            one.person.clone(),
            one.role.to_owned(),
            from.to_string(),
            until,
            SOURCE.to_owned(),
            shown,
            NOTE.to_owned(),
        ]
    };
    table(headings, maker.offices.iter().map(row))
}

/// Who sold to whom, as a table of procurement awards.
pub fn supplies(supplies: &[Supply]) -> String {
    let headings =
        ["供应商编号", "供应商", "采购人编号", "采购人", "采购内容", "中标日期", "来源", "公告日期", "备注"];
    let row = |one: &Supply| {
        let ((from, supplier), (to, buyer)) = (one.supplier.clone(), one.buyer.clone());
        let (item, on) = (one.item.to_owned(), one.on.to_string());
        let shown = later(one.on, 3).to_string();
        [from, supplier, to, buyer, item, on, SOURCE.to_owned(), shown, NOTE.to_owned()]
    };
    table(headings, supplies.iter().map(row))
}
