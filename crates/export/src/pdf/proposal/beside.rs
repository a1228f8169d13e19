//! The section that puts the offer beside something else.

use engine::{Decimal, Language};

use super::{BODY, MARGIN, ProposalWords, Row, Weight, Writer, columns, table};

impl Writer<'_, '_> {
    pub(super) fn beside(&mut self) {
        let report = self.report;
        let Some(compared) = &report.compared else { return };
        self.section(ProposalWords::COMPARED);
        let heads = [
            compared.with.clone(),
            self.say(ProposalWords::AS_OFFERED).to_owned(),
            self.say(ProposalWords::DIFFERENCE).to_owned(),
        ];
        let columns = columns((self.say(ProposalWords::MONTH), 165.0), heads, true);
        let cell = |usd: Decimal| (report.money(usd), report.converted(usd).unwrap_or_default());
        let signed = |usd: Decimal| {
            let sign = if usd > Decimal::ZERO { "+" } else { "" };
            let with = |text: String| if text.is_empty() { text } else { format!("{sign}{text}") };
            let (dollars, converted) = cell(usd);
            (with(dollars), with(converted))
        };
        let rows = report.beside().into_iter().map(|row| {
            let [before, now] = row.amounts;
            let more = signed(row.more());
            Row {
                weight: if row.environment { Weight::Strong } else { Weight::Plain },
                cells: vec![(row.label, String::new()), cell(before), cell(now), more],
            }
        });
        let rows: Vec<Row> = rows.collect();
        table(&mut self.sheet, &columns, &rows, self.look.text);
        if let Some([there, here]) = report.unpriced_beside() {
            self.sheet.space(4.0);
            let words = match report.language {
                Language::English => {
                    format!("In no amount, for want of a price: {there} beside, {here} as offered.")
                }
                Language::Spanish => {
                    format!(
                        "En ningún importe, por falta de precio: {there} al lado, {here} según la oferta."
                    )
                }
            };
            self.sheet.paragraph(MARGIN, BODY, &words);
        }
    }
}
