-- A role is held once: one of the two columns is always NULL, and NULLs differ, so each needs a rule of its own.
DELETE FROM "Permission" a USING "Permission" b
  WHERE a."roleId" = b."roleId" AND a."userId" IS NOT DISTINCT FROM b."userId" AND a."groupId" IS NOT DISTINCT FROM b."groupId" AND a.id > b.id;
DROP INDEX "Permission_roleId_userId_groupId_key";
CREATE UNIQUE INDEX "Permission_roleId_userId_key" ON "Permission"("roleId", "userId");
CREATE UNIQUE INDEX "Permission_roleId_groupId_key" ON "Permission"("roleId", "groupId");

-- Tasks and events outlive the task they speak of, and then speak of none.
UPDATE "Task" t SET "parentId" = NULL WHERE "parentId" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Task" p WHERE p.id = t."parentId");
UPDATE "Event" e SET "taskId" = NULL WHERE "taskId" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "Task" t WHERE t.id = e."taskId");
CREATE INDEX "Task_parentId_idx" ON "Task"("parentId");
CREATE INDEX "Event_taskId_idx" ON "Event"("taskId");
ALTER TABLE "Task" ADD CONSTRAINT "Task_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Task"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "Event" ADD CONSTRAINT "Event_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "Task"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- That a Spherelet is not ready follows from when its host was last heard from; it is never stored.
ALTER TYPE "SphereletState" RENAME TO "SphereletState_before";
CREATE TYPE "SphereletState" AS ENUM ('CONFIGURING', 'READY', 'ERROR', 'REMOVING');
ALTER TABLE "Spherelet"
  ALTER COLUMN "state" DROP DEFAULT,
  ALTER COLUMN "state" TYPE "SphereletState" USING (replace("state"::text, 'NOT_READY', 'CONFIGURING'))::"SphereletState",
  ALTER COLUMN "state" SET DEFAULT 'CONFIGURING';
DROP TYPE "SphereletState_before";
