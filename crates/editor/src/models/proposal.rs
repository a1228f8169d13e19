//! What is stated of a proposal: a word at a time, as a form has it.

use engine::{
    Command, Services, currency, design,
    proposal::{restate, state, stated},
};

use crate::editor::Editor;

impl Editor {
    /// What a proposal says under a name, as text; nothing where nothing is stated.
    pub fn offered(&self, name: &str) -> String {
        self.document().proposal.as_ref().and_then(|proposal| stated(proposal, name)).unwrap_or_default()
    }

    /// States what a proposal says under a name; nothing typed takes it back.
    ///
    /// # Errors
    /// It cannot be said so.
    pub fn offer(&mut self, name: &str, text: &str) -> Result<(), String> {
        let command = self.offering(name, text)?;
        let label = self.say("Proposal", "Propuesta");
        self.edit(label, command).map_err(|refusal| self.why(&refusal))
    }

    /// Why a text cannot be stated under a name; nothing is changed.
    pub fn unfit_to_offer(&self, name: &str, text: &str) -> Option<String> {
        let tried = self.offering(name, text).and_then(|command| {
            let mut document = self.document().clone();
            design::apply(&mut document, &Services, command).map_err(|refusal| self.why(&refusal))
        });
        tried.err()
    }

    fn offering(&self, name: &str, text: &str) -> Result<Command, String> {
        let text = Some(text.trim()).filter(|text| !text.is_empty());
        if let Some(code) = text.filter(|_| name == "currency")
            && currency(self.document(), code).is_err()
        {
            return Err(self.tell(
                "There is no rate for {0}: state one under Rates and tax, among the prices.",
                "No hay cambio para {0}: declare uno en Rates and tax, entre los precios.",
                [code.to_ascii_uppercase()],
            ));
        }
        restate(self.document(), |proposal| state(proposal, name, text).map_err(|error| error.to_string()))
    }
}
