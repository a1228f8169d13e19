//! The templates of the environment shown, and which lines stand for which element.

use std::sync::Arc;

use engine::{EngineError, Project, ResourceText, TemplateText, template_texts};

use crate::editor::Editor;

impl Editor {
    /// The CloudFormation stacks of the environment shown, in deployment order.
    ///
    /// # Errors
    /// The environment has blockers, or cannot be resolved: the message says which.
    pub fn templates(&mut self) -> Result<Arc<Vec<TemplateText>>, EngineError> {
        let Some(environment) = self.environment().cloned() else { return Ok(Arc::default()) };
        let revision = self.revision();
        if let Some((at, of, texts)) = &self.kept.templates
            && *at == revision
            && *of == environment
        {
            return Ok(Arc::clone(texts));
        }
        let project = Project::new(self.document().clone());
        let architecture = self.session.architecture(environment.as_str())?;
        let texts = Arc::new(template_texts(&project.synthesize(architecture)?)?);
        self.kept.templates = Some((revision, environment, Arc::clone(&texts)));
        Ok(texts)
    }

    /// The resources that stand for what is selected: index of the stack, and lines.
    ///
    /// # Errors
    /// As [`Editor::templates`].
    pub fn selected_resources(&mut self) -> Result<Vec<(usize, ResourceText)>, EngineError> {
        let texts = self.templates()?;
        let chosen = self.selection();
        let of_stack = |(at, text): (usize, &TemplateText)| {
            let meant =
                text.resources.iter().filter(|resource| chosen.iter().any(|id| id.as_str() == resource.node));
            meant.map(|resource| (at, resource.clone())).collect::<Vec<_>>()
        };
        Ok(texts.iter().enumerate().flat_map(of_stack).collect())
    }
}

/// The resource a line of a template belongs to; lines count from 1.
pub fn resource_at(text: &TemplateText, line: usize) -> Option<&ResourceText> {
    text.resources.iter().find(|resource| (resource.first..=resource.last).contains(&line))
}
