-- A project file of version 1, as `.dump` of sqlite3 writes it.
PRAGMA application_id = 1196444750; PRAGMA user_version = 1;

CREATE TABLE operations (
    revision INTEGER PRIMARY KEY,
    label    TEXT NOT NULL,
    delta    TEXT NOT NULL,
    time     INTEGER NOT NULL,
    author   TEXT NOT NULL,
    hash     TEXT NOT NULL           -- of the document after it
) STRICT;
INSERT INTO operations VALUES(0,'Created','{}',1795000000000,'ana','7f494e6260c1419eb86bb7fc192484a0baa130fa8f631b871b21dbf3782b9c25');
INSERT INTO operations VALUES(1,'set-name','{"nodes":{"cdn":{"before":{"kind":"cloudfront_distribution","name":"CloudFront","properties":{"aliases":["www.example.com"],"default_root_object":"index.html"}},"after":{"kind":"cloudfront_distribution","name":"Site 1","properties":{"aliases":["www.example.com"],"default_root_object":"index.html"}}}}}',1795000000000,'ana','2074f5e6373b010dbe14ce6e5ad6a92443c80abd4806049629d8ef10169ba49d');
INSERT INTO operations VALUES(2,'set-name','{"nodes":{"cdn":{"before":{"kind":"cloudfront_distribution","name":"Site 1","properties":{"aliases":["www.example.com"],"default_root_object":"index.html"}},"after":{"kind":"cloudfront_distribution","name":"Site 2","properties":{"aliases":["www.example.com"],"default_root_object":"index.html"}}}}}',1795000000000,'ana','f036ab8b82d9050f255f61595096434a97966da21aeba2f47d1f7d68f037043c');

CREATE TABLE beginning (
    only     INTEGER PRIMARY KEY CHECK (only = 1),
    document TEXT NOT NULL
) STRICT;
INSERT INTO beginning VALUES(1,replace('{\n  "connections": {\n    "cdn-logs": {\n      "from": "cdn",\n      "kind": "logs",\n      "to": "logs"\n    },\n    "cdn-site": {\n      "from": "cdn",\n      "kind": "origin",\n      "to": "site"\n    },\n    "certificate-cdn": {\n      "from": "certificate",\n      "kind": "attached",\n      "to": "cdn"\n    },\n    "dns-cdn": {\n      "from": "dns",\n      "kind": "origin",\n      "to": "cdn"\n    },\n    "dns-certificate": {\n      "from": "dns",\n      "kind": "attached",\n      "to": "certificate"\n    },\n    "firewall-cdn": {\n      "from": "firewall",\n      "kind": "attached",\n      "to": "cdn"\n    },\n    "visitors-cdn": {\n      "from": "visitors",\n      "kind": "traffic",\n      "properties": {\n        "port": 443\n      },\n      "to": "cdn"\n    },\n    "visitors-dns": {\n      "from": "visitors",\n      "kind": "traffic",\n      "properties": {\n        "port": 53,\n        "protocol": "udp"\n      },\n      "to": "dns"\n    }\n  },\n  "environments": {\n    "dev": {\n      "account": "111111111111",\n      "region": "us-east-1",\n      "tier": "non-production"\n    },\n    "prod": {\n      "account": "333333333333",\n      "region": "us-east-1",\n      "tier": "production"\n    }\n  },\n  "groundplan": 1,\n  "id": "site",\n  "name": "Static site",\n  "nodes": {\n    "cdn": {\n      "kind": "cloudfront_distribution",\n      "name": "CloudFront",\n      "properties": {\n        "aliases": ["www.example.com"],\n        "default_root_object": "index.html"\n      }\n    },\n    "certificate": {\n      "kind": "acm_certificate",\n      "name": "ACM",\n      "properties": {\n        "domain": "www.example.com"\n      }\n    },\n    "dns": {\n      "kind": "route53_zone",\n      "name": "Route 53",\n      "properties": {\n        "domain": "example.com"\n      }\n    },\n    "firewall": {\n      "kind": "waf_web_acl",\n      "name": "WAF",\n      "properties": {}\n    },\n    "logs": {\n      "kind": "s3_bucket",\n      "name": "Access logs",\n      "properties": {\n        "expire_days": 365,\n        "purpose": "logs"\n      }\n    },\n    "site": {\n      "kind": "s3_bucket",\n      "name": "Site",\n      "properties": {\n        "tiering": "intelligent-tiering"\n      }\n    },\n    "visitors": {\n      "kind": "users",\n      "name": "Visitors",\n      "properties": {}\n    }\n  }\n}\n','\n',char(10)));

CREATE TABLE snapshots (
    revision INTEGER PRIMARY KEY REFERENCES operations,
    document TEXT NOT NULL
) STRICT;

CREATE TABLE versions (
    name     TEXT PRIMARY KEY,
    revision INTEGER NOT NULL REFERENCES operations,
    time     INTEGER NOT NULL,
    author   TEXT NOT NULL
) STRICT;
INSERT INTO versions VALUES('first',1,1795000000000,'ana');

CREATE TABLE lease (
    only      INTEGER PRIMARY KEY CHECK (only = 1),
    holder    TEXT NOT NULL,         -- a random word of the one that holds it
    user      TEXT NOT NULL,
    host      TEXT NOT NULL,
    pid       INTEGER NOT NULL,
    since     INTEGER NOT NULL,
    heartbeat INTEGER NOT NULL
) STRICT;

CREATE TABLE comments (
    id       TEXT PRIMARY KEY,
    hash     TEXT NOT NULL,          -- of the version that was commented
    element  TEXT,                   -- node, connection or part; the whole design when NULL
    answers  TEXT REFERENCES comments,
    time     INTEGER NOT NULL,
    author   TEXT NOT NULL,
    text     TEXT NOT NULL,
    resolved INTEGER                 -- when
) STRICT;
INSERT INTO comments VALUES('c1','f036ab8b82d9050f255f61595096434a97966da21aeba2f47d1f7d68f037043c','site',NULL,1795000000000,'ana','Versioned?',NULL);

CREATE TABLE reviews (
    id       INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL REFERENCES operations,
    hash     TEXT NOT NULL,
    time     INTEGER NOT NULL,
    author   TEXT NOT NULL,
    details  TEXT NOT NULL
) STRICT;
INSERT INTO reviews VALUES(1,1,'f036ab8b82d9050f255f61595096434a97966da21aeba2f47d1f7d68f037043c',1795000000000,'ana','{"note":"before the launch"}');

CREATE TABLE approvals (
    id          INTEGER PRIMARY KEY,
    review      INTEGER REFERENCES reviews,
    hash        TEXT NOT NULL,
    environment TEXT NOT NULL,
    verdict     TEXT NOT NULL CHECK (verdict IN ('approve', 'request-changes')),
    reviewer    TEXT NOT NULL,
    time        INTEGER NOT NULL,
    details     TEXT NOT NULL        -- what the answer is bound to
) STRICT;
INSERT INTO approvals VALUES(1,1,'f036ab8b82d9050f255f61595096434a97966da21aeba2f47d1f7d68f037043c','prod','approve','ana',1795000000000,'{"templates":{"edge":"abc"}}');

CREATE TABLE deployments (
    id          INTEGER PRIMARY KEY,
    action      TEXT NOT NULL,       -- deploy, destroy, rollback
    environment TEXT NOT NULL,
    account     TEXT NOT NULL,
    region      TEXT NOT NULL,
    revision    INTEGER NOT NULL REFERENCES operations,
    hash        TEXT NOT NULL,
    plan        TEXT NOT NULL,
    started     INTEGER NOT NULL,
    author      TEXT NOT NULL,
    state       TEXT NOT NULL,       -- what a stopped program needs to go on
    ended       INTEGER,
    outcome     TEXT                 -- a word; NULL until it ended
) STRICT;
INSERT INTO deployments VALUES(1,'deploy','prod','333333333333','us-east-1',1,'f036ab8b82d9050f255f61595096434a97966da21aeba2f47d1f7d68f037043c','{"stacks":["edge"]}',1795000000000,'ana','{"next":"edge"}',NULL,NULL);

CREATE TABLE deployment_events (
    deployment INTEGER NOT NULL REFERENCES deployments,
    number     INTEGER NOT NULL,     -- 1, 2, 3 … within the deployment
    time       INTEGER NOT NULL,
    stack      TEXT,
    kind       TEXT NOT NULL,
    data       TEXT NOT NULL,
    PRIMARY KEY (deployment, number)
) STRICT, WITHOUT ROWID;
INSERT INTO deployment_events VALUES(1,1,1795000000000,'edge','CREATE_IN_PROGRESS','{"resource":"Site"}');
INSERT INTO deployment_events VALUES(1,2,1795000000000,'edge','CREATE_COMPLETE','{"resource":"Site"}');

CREATE INDEX approvals_environment ON approvals (environment);

CREATE UNIQUE INDEX deployments_running ON deployments (environment) WHERE ended IS NULL;
