-- What a Prisma schema can't say: id sequences, rules on values, and the functions that write objects and the log.

-- Managed object ids (host-12, domain-c8) come from one sequence per kind, so that an id is never given out twice.
CREATE SEQUENCE moid_datacenter;
CREATE SEQUENCE moid_cluster;
CREATE SEQUENCE moid_host;
CREATE SEQUENCE moid_datastore;
CREATE SEQUENCE moid_network;
CREATE SEQUENCE moid_vm;
CREATE SEQUENCE moid_namespace;
CREATE SEQUENCE moid_resource_pool;
CREATE SEQUENCE moid_task;

ALTER TABLE "Permission" ADD CONSTRAINT "Permission_holder_check" CHECK (num_nonnulls("userId", "groupId") = 1);
ALTER TABLE "Host" ADD CONSTRAINT "Host_capacity_check" CHECK ("cpuCores" > 0 AND "cpuMhz" > 0 AND "memoryBytes" > 0);
ALTER TABLE "Datastore" ADD CONSTRAINT "Datastore_space_check" CHECK ("freeBytes" BETWEEN 0 AND "capacityBytes");
ALTER TABLE "JoinToken" ADD CONSTRAINT "JoinToken_uses_check" CHECK ("usesLeft" >= 0);
ALTER TABLE "Namespace" ADD CONSTRAINT "Namespace_limits_check"
  CHECK ("cpuLimitMhz" >= 0 AND "memoryLimitMiB" >= 0 AND "storageLimitMiB" >= 0);
ALTER TABLE "QuotaUsage" ADD CONSTRAINT "QuotaUsage_used_check" CHECK (used >= 0);
ALTER TABLE "ApiRevision" ADD CONSTRAINT "ApiRevision_order_check" CHECK ("trimmedTo" BETWEEN 0 AND revision AND epoch >= 0);
ALTER TABLE "Change" ADD CONSTRAINT "Change_operation_check" CHECK (operation IN ('ADDED', 'MODIFIED', 'DELETED'));

-- Kubernetes sorts names by their bytes, whatever language the database speaks.
ALTER TABLE "KubeObject"
  ALTER COLUMN api TYPE text COLLATE "C", ALTER COLUMN resource TYPE text COLLATE "C",
  ALTER COLUMN namespace TYPE text COLLATE "C", ALTER COLUMN name TYPE text COLLATE "C";

-- Bodies of a few KiB stay in the row, uncompressed: compressing each of them twice would cost more than the disk it saves. Room in
-- each page lets an update that touches no index stay on its page.
ALTER TABLE "KubeObject" SET (toast_tuple_target = 8160, fillfactor = 85);
ALTER TABLE "Change" SET (toast_tuple_target = 8160);
ALTER TABLE "ApiRevision" SET (fillfactor = 10);

-- Locks the revision counter of an api until the transaction ends. Everybody who writes to that api waits here, which is what makes the
-- order of revisions the order of commits, without gaps.
CREATE FUNCTION lock_api(p_api text) RETURNS "ApiRevision" LANGUAGE plpgsql AS $$
DECLARE
  counter "ApiRevision";
BEGIN
  SELECT * INTO counter FROM "ApiRevision" WHERE api = p_api FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO "ApiRevision" (api) VALUES (p_api) ON CONFLICT DO NOTHING;
    SELECT * INTO counter FROM "ApiRevision" WHERE api = p_api FOR UPDATE;
  END IF;
  RETURN counter;
END $$;

-- Puts changes in the log of an api and wakes its readers. Called last in a transaction, so that others wait as short as can be.
CREATE FUNCTION append_changes(p_api text, p_kind text[], p_name text[], p_operation text[], p_object text[])
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  head bigint := (lock_api(p_api)).revision;
BEGIN
  INSERT INTO "Change" (api, revision, kind, name, operation, object)
  SELECT p_api, head + c.i, c.kind, c.name, c.operation, c.object
  FROM unnest(p_kind, p_name, p_operation, p_object) WITH ORDINALITY AS c (kind, name, operation, object, i);
  UPDATE "ApiRevision" SET revision = head + cardinality(p_kind) WHERE api = p_api;
  PERFORM pg_notify('hemisphere_changes', '');
  RETURN head + cardinality(p_kind);
END $$;

-- Charges the quota accounts of a batch, in the order of its writes (the charges of one write lie together). A write that would take more
-- than a limit allows gets verdict `q` and charges nothing; giving back is never refused. `exceeded` tells which charge, and what was used.
CREATE FUNCTION charge_quota(
  p_api text, a_namespace text[], a_resource text[],
  c_write int[], c_account int[], c_delta bigint[], c_hard bigint[],
  INOUT verdict text[], OUT exceeded jsonb
) LANGUAGE plpgsql AS $$
DECLARE
  used bigint[];
  first int := 1;
  last int;
  w int;
BEGIN
  exceeded := '[]';
  SELECT array_agg(coalesce(q.used, 0) ORDER BY a.i) INTO used
  FROM unnest(a_namespace, a_resource) WITH ORDINALITY AS a (namespace, resource, i)
  LEFT JOIN LATERAL (
    SELECT u.used FROM "QuotaUsage" u WHERE u.api = p_api AND u.namespace = a.namespace AND u.resource = a.resource LIMIT 1
  ) q ON true;
  WHILE first <= cardinality(c_write) LOOP
    w := c_write[first];
    last := first;
    WHILE c_write[last + 1] = w LOOP last := last + 1; END LOOP;
    IF verdict[w] = 'o' THEN
      FOR c IN first..last LOOP
        IF c_delta[c] > 0 AND used[c_account[c]] + c_delta[c] > c_hard[c] THEN
          verdict[w] := 'q';
          exceeded := exceeded || jsonb_build_object('charge', c, 'used', used[c_account[c]]);
        END IF;
      END LOOP;
    END IF;
    IF verdict[w] = 'o' THEN
      FOR c IN first..last LOOP
        used[c_account[c]] := greatest(0, used[c_account[c]] + c_delta[c]);
      END LOOP;
    END IF;
    first := last + 1;
  END LOOP;
  INSERT INTO "QuotaUsage" AS q (api, namespace, resource, used)
  SELECT p_api, a.namespace, a.resource, a.used FROM unnest(a_namespace, a_resource, used) AS a (namespace, resource, used)
  ON CONFLICT (api, namespace, resource) DO UPDATE SET used = excluded.used WHERE q.used <> excluded.used;
END $$;

-- Writes a batch of objects, no key twice, each with its own compare-and-set. Answers the revision before the batch and a verdict for each
-- write: o(k), e(xists), m(issing), c(onflict), f(enced), q(uota). The n-th `o` has revision head + n. `refused` holds what is stored
-- instead, and `exceeded` what quota was. Bodies and labels come joined by U+001F, which JSON text can't contain: quoting them as array
-- elements costs more than all the rest.
--
-- Plans are made when the tables are empty and kept: LATERAL … LIMIT 1 and row addresses (stable, as every writer waits for the lock) say how
-- each row is to be found, whatever the statistics were.
CREATE FUNCTION write_objects(
  p_api text, p_operation text[], p_resource text[], p_namespace text[], p_name text[], p_uid text[], p_bodies text,
  p_host text[], p_phase text[], p_owners text[], p_labels text,
  p_expected bigint[], p_expected_uid text[], p_epoch bigint[],
  a_namespace text[], a_resource text[], c_write int[], c_account int[], c_delta bigint[], c_hard bigint[],
  OUT head bigint, OUT verdicts text, OUT refused text, OUT exceeded text
) LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  counter "ApiRevision" := lock_api(p_api);
  bodies text[] := string_to_array(p_bodies, U&'\001F');
  label_texts text[] := string_to_array(p_labels, U&'\001F');
  verdict text[];
  previous bigint[];
  place tid[];
  given bigint[];
  accepted int;
BEGIN
  head := counter.revision;
  SELECT array_agg(CASE
      WHEN w.epoch < counter.epoch THEN 'f'
      WHEN w.operation = 'c' THEN CASE WHEN o.place IS NULL THEN 'o' ELSE 'e' END
      WHEN o.place IS NULL THEN 'm'
      WHEN o.revision IS DISTINCT FROM w.expected OR o.uid <> w.expected_uid THEN 'c'
      ELSE 'o' END ORDER BY w.i),
    array_agg(o.revision ORDER BY w.i), array_agg(o.place ORDER BY w.i)
  INTO verdict, previous, place
  FROM unnest(p_operation, p_resource, p_namespace, p_name, p_expected, p_expected_uid, p_epoch) WITH ORDINALITY
    AS w (operation, resource, namespace, name, expected, expected_uid, epoch, i)
  LEFT JOIN LATERAL (
    SELECT k.ctid AS place, k.revision, k.uid FROM "KubeObject" k
    WHERE k.api = p_api AND k.resource = w.resource AND k.namespace = w.namespace AND k.name = w.name LIMIT 1
  ) o ON true;

  IF cardinality(c_write) > 0 THEN
    SELECT q.verdict, q.exceeded::text INTO verdict, exceeded
    FROM charge_quota(p_api, a_namespace, a_resource, c_write, c_account, c_delta, c_hard, verdict) q;
  END IF;
  verdicts := array_to_string(verdict, '');
  accepted := length(verdicts) - length(replace(verdicts, 'o', ''));

  IF accepted < cardinality(verdict) THEN
    SELECT json_agg(json_build_object('i', w.i, 'revision', o.revision::text, 'body', o.body))::text INTO refused
    FROM unnest(verdict, place) WITH ORDINALITY AS w (verdict, place, i) JOIN "KubeObject" o ON o.ctid = w.place
    WHERE w.verdict IN ('e', 'c');
  END IF;
  IF accepted = 0 THEN RETURN; END IF;

  SELECT array_agg(CASE WHEN v.verdict = 'o' THEN head + v.n END ORDER BY v.i) INTO given
  FROM (SELECT u.verdict, u.i, count(*) FILTER (WHERE u.verdict = 'o') OVER (ORDER BY u.i) AS n
        FROM unnest(verdict) WITH ORDINALITY AS u (verdict, i)) v;

  IF 'c' = ANY (p_operation) THEN
    INSERT INTO "KubeObject" (api, resource, namespace, name, uid, revision, body, host, phase, "ownerUids", labels)
    SELECT p_api, w.resource, w.namespace, w.name, w.uid, w.given, w.body, w.host, w.phase, string_to_array(w.owners, ','), w.labels::jsonb
    FROM unnest(p_operation, p_resource, p_namespace, p_name, p_uid, bodies, p_host, p_phase, p_owners, label_texts, given)
      AS w (operation, resource, namespace, name, uid, body, host, phase, owners, labels, given)
    WHERE w.operation = 'c' AND w.given IS NOT NULL;
  END IF;
  IF 'u' = ANY (p_operation) THEN
    UPDATE "KubeObject" o
    SET revision = w.given, body = w.body, host = w.host, phase = w.phase, "ownerUids" = string_to_array(w.owners, ','), labels = w.labels::jsonb
    FROM unnest(p_operation, place, bodies, p_host, p_phase, p_owners, label_texts, given)
      AS w (operation, place, body, host, phase, owners, labels, given)
    WHERE w.operation = 'u' AND w.given IS NOT NULL AND o.ctid = w.place;
  END IF;
  IF 'd' = ANY (p_operation) THEN
    DELETE FROM "KubeObject" o USING unnest(p_operation, place, given) AS w (operation, place, given)
    WHERE w.operation = 'd' AND w.given IS NOT NULL AND o.ctid = w.place;
  END IF;

  INSERT INTO "Change" (api, revision, kind, namespace, name, uid, operation, object, "previousRevision")
  SELECT p_api, w.given, w.resource, w.namespace, w.name, w.uid,
    CASE w.operation WHEN 'c' THEN 'ADDED' WHEN 'u' THEN 'MODIFIED' ELSE 'DELETED' END, w.body, w.previous
  FROM unnest(p_operation, p_resource, p_namespace, p_name, p_uid, bodies, given, previous)
    AS w (operation, resource, namespace, name, uid, body, given, previous)
  WHERE w.given IS NOT NULL;
  UPDATE "ApiRevision" SET revision = head + accepted WHERE api = p_api;
  PERFORM pg_notify('hemisphere_changes', '');
END $$;

-- Lets go of the oldest changes of an api: those older than p_keep_seconds, and all but the newest p_keep_rows of them. At most
-- p_limit at a time, because it is asked often; answers how many went.
CREATE FUNCTION trim_changes(p_api text, p_keep_seconds int, p_keep_rows bigint, p_limit int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  upto bigint;
  removed int;
BEGIN
  SELECT max(c.revision) INTO upto FROM (
    SELECT revision, at FROM "Change" WHERE api = p_api ORDER BY revision LIMIT p_limit
  ) c
  WHERE c.at < now() - make_interval(secs => p_keep_seconds)
    AND c.revision <= (SELECT r.revision - p_keep_rows FROM "ApiRevision" r WHERE r.api = p_api);
  IF upto IS NULL THEN RETURN 0; END IF;
  UPDATE "ApiRevision" SET "trimmedTo" = greatest("trimmedTo", upto) WHERE api = p_api;
  DELETE FROM "Change" WHERE api = p_api AND revision <= upto;
  GET DIAGNOSTICS removed = ROW_COUNT;
  RETURN removed;
END $$;

-- Removes all that an api holds. Its counter stays and goes on, so that nobody who followed it can mistake what comes later for more of the same.
CREATE FUNCTION drop_api(p_api text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM lock_api(p_api);
  DELETE FROM "KubeObject" WHERE api = p_api;
  DELETE FROM "QuotaUsage" WHERE api = p_api;
  DELETE FROM "Change" WHERE api = p_api;
  UPDATE "ApiRevision" SET revision = revision + 1, "trimmedTo" = revision + 1, epoch = epoch + 1 WHERE api = p_api;
  PERFORM pg_notify('hemisphere_changes', '');
END $$;
