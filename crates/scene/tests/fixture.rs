//! The reference topology as a board, by hand: settles how a drawing looks apart from what it draws.

use groundplan_scene::{
    board::{Board, Content, Edge, Extent, Group, Lane, Link, Outsider, Piece, Region, Tier, Vpc},
    draw::{ActorGlyph, Severity, Standby, Subject, WireLook},
};

pub fn piece(key: &str, symbol: &str, name: &str, spec: &str, price: &str) -> Piece {
    Piece {
        key: key.into(),
        subjects: vec![Subject::node(key)],
        symbol: symbol.into(),
        name: name.into(),
        spec: spec.into(),
        price: price.into(),
        ..Piece::default()
    }
}

fn link(from: &str, to: &str, look: WireLook, label: &str) -> Link {
    Link {
        subjects: vec![Subject::node(format!("{from}-{to}"))],
        from: from.into(),
        to: to.into(),
        look,
        label: label.into(),
    }
}

pub fn reference(zones: usize) -> Board {
    use WireLook::{Control, Traffic};
    let letters = ["a", "b", "c", "d"];
    let subnets = |third: usize, size: u8| {
        (0..zones)
            .map(|zone| {
                let cidr = format!("10.0.{}.0/{size}", third + zone * if size == 20 { 16 } else { 1 });
                Some((cidr, Subject::part("tier", format!("subnet/{}", zone + 1))))
            })
            .collect::<Vec<_>>()
    };
    let mut public = Tier {
        key: "public".into(),
        label: ("Public subnet".into(), "Public".into()),
        public: true,
        subnets: subnets(0, 24),
        contents: vec![],
    };
    let mut alb = piece("alb", "alb", "Application LB", "spans all zones", "$34.31");
    alb.placed = None;
    public.contents.push(Content::Span(Extent::Middle, alb));
    for zone in 0..zones {
        if zone == 0 || zones > 2 {
            let mut nat =
                piece(&format!("nat-{}", letters[zone]), "nat_gateway", "NAT gateway", "", "$52.93");
            nat.short = "NAT".into();
            if zone == 0 {
                nat.badge = Some((Severity::Medium, 1));
            }
            public.contents.push(Content::Zonal(zone, nat));
        }
    }
    let mut bastion = piece("bastion", "ec2_instance", "Bastion", "t3.micro", "$8.76");
    bastion.badge = Some((Severity::High, 1));
    public.contents.push(Content::Zonal(zones - 1, bastion));

    let nodes = (0..zones)
        .flat_map(|zone| {
            let per = if zones > 2 { 1 } else { 2 };
            (1..=per).map(move |n| {
                let name = format!("node {}-{n}", letters[zone]);
                (zone, piece(&format!("workers-{zone}-{n}"), "ec2_node", &name, "m6i.large", ""))
            })
        })
        .collect();
    let workers = Group {
        piece: piece("workers", "eks_workers", "Auto Scaling · workers", "min 2 · now 4 · max 8", "$335.80"),
        nodes,
    };
    let app = Tier {
        key: "app".into(),
        label: ("Private app subnet".into(), "Private app".into()),
        public: false,
        subnets: subnets(16, 20),
        contents: vec![Content::Cluster(
            piece(
                "eks",
                "eks_cluster",
                "EKS orders-eks",
                "Kubernetes 1.34 · Pod Identity",
                "control plane $73.00",
            ),
            vec![workers],
        )],
    };
    let mut db = piece("db", "rds_instance", "orders-db · primary", "PostgreSQL 17 · r6g.large", "$448.60");
    db.badge = Some((Severity::Medium, 2));
    db.standby = (zones > 1).then(|| Standby {
        name: "Standby".into(),
        spec: "failover ≤ 60 s".into(),
        link: "sync".into(),
    });
    let mut search = piece(
        "search",
        "opensearch_domain",
        "OpenSearch orders-search",
        "2 data nodes r6g.large · 1 per zone · 100 GiB gp3",
        "$315.06",
    );
    search.badge = Some((Severity::Low, 1));
    let data = Tier {
        key: "data".into(),
        label: ("Private data subnet".into(), "Private data".into()),
        public: false,
        subnets: subnets(64, 24),
        contents: vec![Content::Span(Extent::Halves, db), Content::Span(Extent::Full, search)],
    };
    let vpc = Vpc {
        key: "vpc".into(),
        subjects: vec![Subject::node("vpc")],
        label: "VPC".into(),
        detail: "10.0.0.0/16".into(),
        zones: letters.iter().take(zones).map(|l| format!("us-east-1{l}")).collect(),
        tiers: vec![public, app, data],
        internet: Some(piece("igw", "internet_gateway", "Internet gateway", "", "")),
        left: vec![],
        right: vec![],
        band: vec![],
    };
    let mut bucket = piece("assets", "s3_bucket", "S3 orders-assets", "versioned · KMS", "$23.55");
    bucket.badge = Some((Severity::Low, 1));
    let region = Region {
        label: "Region".into(),
        detail: "us-east-1 · N. Virginia".into(),
        vpcs: vec![vpc],
        regional: vec![
            piece("watch", "cloudwatch", "CloudWatch", "board · 6 alarms", "$38.70"),
            piece("roles", "iam_role", "IAM", "4 roles · 9 policies", ""),
            piece("secret", "secret", "Secrets Manager", "rotation 30 d", "$2.40"),
            piece("queue", "sqs_queue", "SQS orders.fifo", "FIFO · DLQ after 5", "$4.80"),
            bucket,
            piece("images", "ecr_repository", "ECR orders-api", "scan on push", "$3.20"),
        ],
        lane: Lane {
            label: "Delivery".into(),
            detail: "release-main".into(),
            pieces: vec![
                piece("pipeline", "codepipeline", "CodePipeline", "main → prod", ""),
                piece("build", "codebuild_project", "CodeBuild", "test · scan · image", ""),
                piece("deploy", "codedeploy_group", "CodeDeploy", "gradual · approval", ""),
            ],
        },
    };
    let mut cdn = piece("cdn", "cloudfront_distribution", "CloudFront", "EU + US edge", "$86.40");
    cdn.policy = Some("CSP · HSTS".into());
    Board {
        actors: vec![
            Outsider { piece: piece("customers", "users", "Customers", "", ""), glyph: ActorGlyph::People },
            Outsider { piece: piece("github", "github", "GitHub", "", ""), glyph: ActorGlyph::Git },
        ],
        account: "AWS account".into(),
        account_detail: "111122223333 · orders".into(),
        edge: vec![
            Edge {
                piece: piece("zone", "route53_zone", "Route 53", "example.com", ""),
                spine: false,
                docked: vec![],
            },
            Edge {
                piece: cdn,
                spine: true,
                docked: vec![
                    piece("waf", "waf_web_acl", "WAF", "6 rule sets", ""),
                    piece("cert", "acm_certificate", "ACM", "TLS 1.3 · RSA", ""),
                ],
            },
        ],
        regions: vec![region],
        links: vec![
            link("customers", "zone", Traffic, "53"),
            link("zone", "cdn", Traffic, "alias"),
            link("cdn", "igw", Traffic, "443"),
            link("igw", "alb", Traffic, "443"),
            link("alb", "workers", Traffic, "8080"),
            link("bastion", "eks", Traffic, "443"),
            link("workers", "db", Traffic, "5432"),
            link("workers", "search", Traffic, "443"),
            link("app", "nat-a", Control, "0.0.0.0/0"),
            link("eks", "watch", Control, "logs"),
            link("eks", "roles", Control, "assume"),
            link("workers", "secret", Traffic, "443"),
            link("workers", "queue", Traffic, "443"),
            link("workers", "assets", Traffic, "443"),
            link("workers", "images", Traffic, "pull"),
            link("github", "pipeline", Control, "push"),
            link("pipeline", "build", Control, "src"),
            link("build", "deploy", Control, "image"),
            link("deploy", "eks", Control, ""),
            link("build", "images", Control, "push"),
        ],
        ..Board::default()
    }
}
