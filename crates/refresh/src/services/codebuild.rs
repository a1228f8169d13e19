//! AWS CodeBuild: minutes by platform and size, seconds of Lambda compute.

use pricing::Unit;

use crate::table::{Row, Table};

/// AWS lists sizes of its general family as `g1`.
const fn minutes(slug: &'static str, usage: &'static [&'static str]) -> Row {
    Row::new(slug, Unit::Minute, usage)
}

const fn seconds(slug: &'static str, usage: &'static [&'static str]) -> Row {
    Row::new(slug, Unit::Second, usage).unsure()
}

pub const TABLES: &[Table] = &[Table {
    service: "CodeBuild",
    rows: &[
        minutes(
            "codebuild/linux/general1.small",
            &["Build-Min:Linux:g1.small", "Build-Min:Linux:general1.small"],
        ),
        minutes(
            "codebuild/linux/general1.medium",
            &["Build-Min:Linux:g1.medium", "Build-Min:Linux:general1.medium"],
        ),
        minutes(
            "codebuild/linux/general1.large",
            &["Build-Min:Linux:g1.large", "Build-Min:Linux:general1.large"],
        ),
        minutes(
            "codebuild/linux/general1.xlarge",
            &["Build-Min:Linux:g1.xlarge", "Build-Min:Linux:general1.xlarge"],
        )
        .unsure(),
        minutes(
            "codebuild/linux/general1.2xlarge",
            &["Build-Min:Linux:g1.2xlarge", "Build-Min:Linux:general1.2xlarge"],
        )
        .unsure(),
        minutes("codebuild/arm/arm1.small", &["Build-Min:ARM:g1.small", "Build-Min:ARM:arm1.small"]).unsure(),
        minutes("codebuild/arm/arm1.medium", &["Build-Min:ARM:g1.medium", "Build-Min:ARM:arm1.medium"])
            .unsure(),
        minutes("codebuild/arm/arm1.large", &["Build-Min:ARM:g1.large", "Build-Min:ARM:arm1.large"]).unsure(),
        minutes("codebuild/arm/arm1.xlarge", &["Build-Min:ARM:g1.xlarge", "Build-Min:ARM:arm1.xlarge"])
            .unsure(),
        minutes("codebuild/arm/arm1.2xlarge", &["Build-Min:ARM:g1.2xlarge", "Build-Min:ARM:arm1.2xlarge"])
            .unsure(),
        minutes(
            "codebuild/windows/general1.medium",
            &["Build-Min:Windows:g1.medium", "Build-Min:Windows:general1.medium"],
        )
        .unsure(),
        minutes(
            "codebuild/windows/general1.large",
            &["Build-Min:Windows:g1.large", "Build-Min:Windows:general1.large"],
        )
        .unsure(),
        minutes(
            "codebuild/linux-gpu/gpu1.small",
            &["Build-Min:LinuxGPU:g1.small", "Build-Min:LinuxGPU:gpu1.small"],
        )
        .unsure(),
        minutes(
            "codebuild/linux-gpu/gpu1.large",
            &["Build-Min:LinuxGPU:g1.large", "Build-Min:LinuxGPU:gpu1.large"],
        )
        .unsure(),
        seconds("codebuild/lambda-x86/1gib", &["Build-Sec:Lambda.x86-64:1GB"]),
        seconds("codebuild/lambda-x86/2gib", &["Build-Sec:Lambda.x86-64:2GB"]),
        seconds("codebuild/lambda-x86/4gib", &["Build-Sec:Lambda.x86-64:4GB"]),
        seconds("codebuild/lambda-x86/8gib", &["Build-Sec:Lambda.x86-64:8GB"]),
        seconds("codebuild/lambda-x86/10gib", &["Build-Sec:Lambda.x86-64:10GB"]),
        seconds("codebuild/lambda-arm/1gib", &["Build-Sec:Lambda.ARM:1GB"]),
        seconds("codebuild/lambda-arm/2gib", &["Build-Sec:Lambda.ARM:2GB"]),
        seconds("codebuild/lambda-arm/4gib", &["Build-Sec:Lambda.ARM:4GB"]),
        seconds("codebuild/lambda-arm/8gib", &["Build-Sec:Lambda.ARM:8GB"]),
        seconds("codebuild/lambda-arm/10gib", &["Build-Sec:Lambda.ARM:10GB"]),
    ],
    ..Table::REGIONAL
}];
