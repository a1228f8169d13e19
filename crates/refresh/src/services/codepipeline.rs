//! AWS CodePipeline.

use pricing::Unit;

use crate::table::{Row, Table};

pub const TABLES: &[Table] = &[Table {
    service: "AWSCodePipeline",
    rows: &[
        Row::new("codepipeline/v1/pipeline", Unit::PipelineMonth, &["activePipeline"]).unsure(),
        Row::new(
            "codepipeline/v2/minute",
            Unit::Minute,
            &["actionExecutionMinute", "actionExecutionMinutes"],
        )
        .unsure(),
    ],
    ..Table::REGIONAL
}];
