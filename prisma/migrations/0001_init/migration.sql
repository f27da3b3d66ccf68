-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "DrsMode" AS ENUM ('DISABLED', 'MANUAL', 'PARTIALLY_AUTOMATED', 'FULLY_AUTOMATED');

-- CreateEnum
CREATE TYPE "HostConnectionState" AS ENUM ('CONNECTED', 'DISCONNECTED', 'NOT_RESPONDING');

-- CreateEnum
CREATE TYPE "MaintenanceState" AS ENUM ('NONE', 'ENTERING', 'IN_MAINTENANCE');

-- CreateEnum
CREATE TYPE "SphereletState" AS ENUM ('CONFIGURING', 'READY', 'NOT_READY', 'ERROR', 'REMOVING');

-- CreateEnum
CREATE TYPE "ConfigStatus" AS ENUM ('CONFIGURING', 'RUNNING', 'REMOVING', 'ERROR');

-- CreateEnum
CREATE TYPE "KubernetesStatus" AS ENUM ('READY', 'WARNING', 'ERROR');

-- CreateEnum
CREATE TYPE "ControlPlaneSize" AS ENUM ('TINY', 'SMALL', 'MEDIUM', 'LARGE');

-- CreateEnum
CREATE TYPE "SubjectType" AS ENUM ('USER', 'GROUP');

-- CreateEnum
CREATE TYPE "NamespaceRole" AS ENUM ('VIEW', 'EDIT', 'OWNER');

-- CreateEnum
CREATE TYPE "RequestState" AS ENUM ('PENDING', 'APPROVED', 'REJECTED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "PowerState" AS ENUM ('POWERED_ON', 'POWERED_OFF', 'SUSPENDED');

-- CreateEnum
CREATE TYPE "TaskState" AS ENUM ('QUEUED', 'RUNNING', 'SUCCESS', 'ERROR');

-- CreateEnum
CREATE TYPE "Severity" AS ENUM ('INFO', 'WARNING', 'ERROR');

-- CreateTable
CREATE TABLE "Datacenter" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Datacenter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Cluster" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "datacenterId" TEXT NOT NULL,
    "drsMode" "DrsMode" NOT NULL DEFAULT 'FULLY_AUTOMATED',
    "haEnabled" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Cluster_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Host" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "clusterId" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "connectionState" "HostConnectionState" NOT NULL DEFAULT 'CONNECTED',
    "lastSeenAt" TIMESTAMP(3),
    "maintenance" "MaintenanceState" NOT NULL DEFAULT 'NONE',
    "vendor" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "cpuModel" TEXT NOT NULL,
    "cpuCores" INTEGER NOT NULL,
    "cpuMhz" INTEGER NOT NULL,
    "memoryBytes" BIGINT NOT NULL,
    "version" TEXT NOT NULL,
    "runtime" TEXT NOT NULL,
    "bootedAt" TIMESTAMP(3),
    "certificateSerial" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Host_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Spherelet" (
    "hostId" TEXT NOT NULL,
    "supervisorId" TEXT NOT NULL,
    "state" "SphereletState" NOT NULL DEFAULT 'CONFIGURING',
    "message" TEXT NOT NULL DEFAULT '',
    "version" TEXT NOT NULL DEFAULT '',
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Spherelet_pkey" PRIMARY KEY ("hostId")
);

-- CreateTable
CREATE TABLE "JoinToken" (
    "id" TEXT NOT NULL,
    "clusterId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "usesLeft" INTEGER,

    CONSTRAINT "JoinToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Datastore" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "datacenterId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "capacityBytes" BIGINT NOT NULL,
    "freeBytes" BIGINT NOT NULL,
    "tags" TEXT[],
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Datastore_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DatastoreCluster" (
    "datastoreId" TEXT NOT NULL,
    "clusterId" TEXT NOT NULL,

    CONSTRAINT "DatastoreCluster_pkey" PRIMARY KEY ("datastoreId","clusterId")
);

-- CreateTable
CREATE TABLE "DatastoreHost" (
    "datastoreId" TEXT NOT NULL,
    "hostId" TEXT NOT NULL,

    CONSTRAINT "DatastoreHost_pkey" PRIMARY KEY ("datastoreId","hostId")
);

-- CreateTable
CREATE TABLE "StoragePolicy" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "tags" TEXT[],
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "StoragePolicy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Network" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "datacenterId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "vlan" INTEGER,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Network_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IpPool" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "networkId" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "cidr" TEXT NOT NULL,
    "gateway" TEXT,

    CONSTRAINT "IpPool_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IpAllocation" (
    "poolId" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "owner" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "IpAllocation_pkey" PRIMARY KEY ("poolId","address")
);

-- CreateTable
CREATE TABLE "VmClass" (
    "id" TEXT NOT NULL,
    "cpuCount" INTEGER NOT NULL,
    "memoryMiB" INTEGER NOT NULL,
    "cpuReservation" INTEGER NOT NULL DEFAULT 0,
    "memoryReservation" INTEGER NOT NULL DEFAULT 0,
    "description" TEXT NOT NULL DEFAULT '',
    "builtIn" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "VmClass_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ContentLibrary" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "subscriptionUrl" TEXT,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ContentLibrary_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "KubernetesRelease" (
    "id" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "libraryId" TEXT,
    "ready" BOOLEAN NOT NULL DEFAULT true,
    "compatible" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "KubernetesRelease_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ClusterTemplate" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "body" JSONB NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ClusterTemplate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Supervisor" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "clusterId" TEXT NOT NULL,
    "configStatus" "ConfigStatus" NOT NULL DEFAULT 'CONFIGURING',
    "kubernetesStatus" "KubernetesStatus" NOT NULL DEFAULT 'WARNING',
    "size" "ControlPlaneSize" NOT NULL DEFAULT 'SMALL',
    "version" TEXT NOT NULL,
    "spec" JSONB NOT NULL,
    "conditions" JSONB NOT NULL DEFAULT '[]',
    "messages" JSONB NOT NULL DEFAULT '[]',
    "apiServerAddress" TEXT,
    "removing" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Supervisor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Namespace" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "supervisorId" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "configStatus" "ConfigStatus" NOT NULL DEFAULT 'CONFIGURING',
    "messages" JSONB NOT NULL DEFAULT '[]',
    "resourcePoolId" TEXT NOT NULL,
    "cpuLimitMhz" INTEGER,
    "memoryLimitMiB" INTEGER,
    "storageLimitMiB" INTEGER,
    "containerDefaults" JSONB NOT NULL DEFAULT '{}',
    "objectLimits" JSONB NOT NULL DEFAULT '{}',
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removing" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Namespace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AccessRule" (
    "namespaceId" TEXT NOT NULL,
    "subjectType" "SubjectType" NOT NULL,
    "subject" TEXT NOT NULL,
    "domain" TEXT NOT NULL,
    "role" "NamespaceRole" NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AccessRule_pkey" PRIMARY KEY ("namespaceId","subjectType","domain","subject")
);

-- CreateTable
CREATE TABLE "StorageLimit" (
    "namespaceId" TEXT NOT NULL,
    "policyId" TEXT NOT NULL,
    "limitMiB" INTEGER,

    CONSTRAINT "StorageLimit_pkey" PRIMARY KEY ("namespaceId","policyId")
);

-- CreateTable
CREATE TABLE "NamespaceVmClass" (
    "namespaceId" TEXT NOT NULL,
    "vmClassId" TEXT NOT NULL,

    CONSTRAINT "NamespaceVmClass_pkey" PRIMARY KEY ("namespaceId","vmClassId")
);

-- CreateTable
CREATE TABLE "NamespaceTemplateUse" (
    "namespaceId" TEXT NOT NULL,
    "templateId" TEXT NOT NULL,

    CONSTRAINT "NamespaceTemplateUse_pkey" PRIMARY KEY ("namespaceId","templateId")
);

-- CreateTable
CREATE TABLE "NamespaceTemplate" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "body" JSONB NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "NamespaceTemplate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "NamespaceRequest" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "templateId" TEXT,
    "requestedBy" TEXT NOT NULL,
    "purpose" TEXT NOT NULL DEFAULT '',
    "body" JSONB NOT NULL,
    "state" "RequestState" NOT NULL DEFAULT 'PENDING',
    "decidedBy" TEXT,
    "decidedAt" TIMESTAMP(3),
    "comment" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "NamespaceRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "VirtualMachine" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "hostId" TEXT,
    "supervisorId" TEXT,
    "namespaceId" TEXT,
    "role" TEXT NOT NULL,
    "powerState" "PowerState" NOT NULL DEFAULT 'POWERED_OFF',
    "cpuCount" INTEGER NOT NULL,
    "memoryMiB" INTEGER NOT NULL,
    "address" TEXT,
    "runtime" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "VirtualMachine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ContainerVolume" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "namespaceId" TEXT NOT NULL,
    "datastoreId" TEXT NOT NULL,
    "capacityBytes" BIGINT NOT NULL,
    "claim" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ContainerVolume_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "domain" TEXT NOT NULL DEFAULT 'vsphere.local',
    "displayName" TEXT NOT NULL DEFAULT '',
    "email" TEXT NOT NULL DEFAULT '',
    "passwordHash" TEXT,
    "disabled" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Group" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "domain" TEXT NOT NULL DEFAULT 'vsphere.local',
    "description" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "Group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "GroupMember" (
    "groupId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,

    CONSTRAINT "GroupMember_pkey" PRIMARY KEY ("groupId","userId")
);

-- CreateTable
CREATE TABLE "Role" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "privileges" TEXT[],
    "builtIn" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Role_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Permission" (
    "id" TEXT NOT NULL,
    "roleId" TEXT NOT NULL,
    "userId" TEXT,
    "groupId" TEXT,

    CONSTRAINT "Permission_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "rotatedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "previousHash" TEXT,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "address" TEXT NOT NULL DEFAULT '',
    "userAgent" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApiToken" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMP(3),
    "lastUsedAt" TIMESTAMP(3),

    CONSTRAINT "ApiToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SignInFailure" (
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "blockedTill" TIMESTAMP(3),
    "updatedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "SignInFailure_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "who" TEXT NOT NULL,
    "from" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "message" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "AuditEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Task" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "targetKind" TEXT NOT NULL,
    "targetId" TEXT NOT NULL,
    "targetName" TEXT NOT NULL,
    "initiator" TEXT NOT NULL,
    "state" "TaskState" NOT NULL DEFAULT 'QUEUED',
    "progress" INTEGER NOT NULL DEFAULT 0,
    "description" TEXT NOT NULL DEFAULT '',
    "error" TEXT,
    "parentId" TEXT,
    "queuedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" TIMESTAMP(3),
    "completedAt" TIMESTAMP(3),

    CONSTRAINT "Task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Event" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "type" TEXT NOT NULL,
    "severity" "Severity" NOT NULL,
    "message" TEXT NOT NULL,
    "targetKind" TEXT NOT NULL,
    "targetId" TEXT NOT NULL,
    "targetName" TEXT NOT NULL,
    "user" TEXT NOT NULL DEFAULT '',
    "taskId" TEXT,

    CONSTRAINT "Event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AlarmDefinition" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "targetKind" TEXT NOT NULL,
    "severity" "Severity" NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "AlarmDefinition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Alarm" (
    "id" TEXT NOT NULL,
    "definitionId" TEXT NOT NULL,
    "targetKind" TEXT NOT NULL,
    "targetId" TEXT NOT NULL,
    "targetName" TEXT NOT NULL,
    "severity" "Severity" NOT NULL,
    "message" TEXT NOT NULL,
    "raisedAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "acknowledgedAt" TIMESTAMP(3),
    "acknowledgedBy" TEXT,

    CONSTRAINT "Alarm_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "MetricSample" (
    "targetId" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "interval" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "MetricSample_pkey" PRIMARY KEY ("targetId","metric","interval","at")
);

-- CreateTable
CREATE TABLE "KubeObject" (
    "api" TEXT NOT NULL,
    "resource" TEXT NOT NULL,
    "namespace" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "uid" TEXT NOT NULL,
    "revision" BIGINT NOT NULL,
    "body" TEXT NOT NULL,
    "host" TEXT,
    "phase" TEXT,
    "ownerUids" TEXT[],
    "labels" JSONB NOT NULL DEFAULT '{}',
    "createdAt" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "KubeObject_pkey" PRIMARY KEY ("api","resource","namespace","name")
);

-- CreateTable
CREATE TABLE "QuotaUsage" (
    "api" TEXT NOT NULL,
    "namespace" TEXT NOT NULL,
    "resource" TEXT NOT NULL,
    "used" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "QuotaUsage_pkey" PRIMARY KEY ("api","namespace","resource")
);

-- CreateTable
CREATE TABLE "ApiRevision" (
    "api" TEXT NOT NULL,
    "revision" BIGINT NOT NULL DEFAULT 0,
    "epoch" BIGINT NOT NULL DEFAULT 0,
    "trimmedTo" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "ApiRevision_pkey" PRIMARY KEY ("api")
);

-- CreateTable
CREATE TABLE "Change" (
    "api" TEXT NOT NULL,
    "revision" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "namespace" TEXT NOT NULL DEFAULT '',
    "name" TEXT NOT NULL,
    "uid" TEXT NOT NULL DEFAULT '',
    "operation" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "previousRevision" BIGINT,
    "at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Change_pkey" PRIMARY KEY ("api","revision")
);

-- CreateIndex
CREATE UNIQUE INDEX "Datacenter_name_key" ON "Datacenter"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Cluster_datacenterId_name_key" ON "Cluster"("datacenterId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Host_name_key" ON "Host"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Host_certificateSerial_key" ON "Host"("certificateSerial");

-- CreateIndex
CREATE INDEX "Host_clusterId_idx" ON "Host"("clusterId");

-- CreateIndex
CREATE UNIQUE INDEX "JoinToken_hash_key" ON "JoinToken"("hash");

-- CreateIndex
CREATE UNIQUE INDEX "Datastore_datacenterId_name_key" ON "Datastore"("datacenterId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "StoragePolicy_name_key" ON "StoragePolicy"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Network_datacenterId_name_key" ON "Network"("datacenterId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "IpPool_name_key" ON "IpPool"("name");

-- CreateIndex
CREATE UNIQUE INDEX "IpAllocation_poolId_owner_key" ON "IpAllocation"("poolId", "owner");

-- CreateIndex
CREATE UNIQUE INDEX "ContentLibrary_name_key" ON "ContentLibrary"("name");

-- CreateIndex
CREATE UNIQUE INDEX "KubernetesRelease_version_key" ON "KubernetesRelease"("version");

-- CreateIndex
CREATE UNIQUE INDEX "ClusterTemplate_name_key" ON "ClusterTemplate"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Supervisor_name_key" ON "Supervisor"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Supervisor_clusterId_key" ON "Supervisor"("clusterId");

-- CreateIndex
CREATE UNIQUE INDEX "Namespace_name_key" ON "Namespace"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Namespace_resourcePoolId_key" ON "Namespace"("resourcePoolId");

-- CreateIndex
CREATE INDEX "Namespace_supervisorId_idx" ON "Namespace"("supervisorId");

-- CreateIndex
CREATE UNIQUE INDEX "NamespaceTemplate_name_key" ON "NamespaceTemplate"("name");

-- CreateIndex
CREATE INDEX "VirtualMachine_hostId_idx" ON "VirtualMachine"("hostId");

-- CreateIndex
CREATE UNIQUE INDEX "User_domain_name_key" ON "User"("domain", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Group_domain_name_key" ON "Group"("domain", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Role_name_key" ON "Role"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Permission_roleId_userId_groupId_key" ON "Permission"("roleId", "userId", "groupId");

-- CreateIndex
CREATE UNIQUE INDEX "Session_tokenHash_key" ON "Session"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "Session_previousHash_key" ON "Session"("previousHash");

-- CreateIndex
CREATE INDEX "Session_userId_idx" ON "Session"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "ApiToken_hash_key" ON "ApiToken"("hash");

-- CreateIndex
CREATE INDEX "AuditEntry_at_idx" ON "AuditEntry"("at");

-- CreateIndex
CREATE INDEX "Task_queuedAt_idx" ON "Task"("queuedAt");

-- CreateIndex
CREATE INDEX "Task_targetId_idx" ON "Task"("targetId");

-- CreateIndex
CREATE INDEX "Event_at_idx" ON "Event"("at");

-- CreateIndex
CREATE INDEX "Event_targetId_at_idx" ON "Event"("targetId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "AlarmDefinition_name_key" ON "AlarmDefinition"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Alarm_definitionId_targetId_key" ON "Alarm"("definitionId", "targetId");

-- CreateIndex
CREATE INDEX "MetricSample_at_idx" ON "MetricSample"("at");

-- CreateIndex
CREATE INDEX "KubeObject_host_api_idx" ON "KubeObject"("host", "api");

-- AddForeignKey
ALTER TABLE "Cluster" ADD CONSTRAINT "Cluster_datacenterId_fkey" FOREIGN KEY ("datacenterId") REFERENCES "Datacenter"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Host" ADD CONSTRAINT "Host_clusterId_fkey" FOREIGN KEY ("clusterId") REFERENCES "Cluster"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Spherelet" ADD CONSTRAINT "Spherelet_hostId_fkey" FOREIGN KEY ("hostId") REFERENCES "Host"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Spherelet" ADD CONSTRAINT "Spherelet_supervisorId_fkey" FOREIGN KEY ("supervisorId") REFERENCES "Supervisor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "JoinToken" ADD CONSTRAINT "JoinToken_clusterId_fkey" FOREIGN KEY ("clusterId") REFERENCES "Cluster"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Datastore" ADD CONSTRAINT "Datastore_datacenterId_fkey" FOREIGN KEY ("datacenterId") REFERENCES "Datacenter"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DatastoreCluster" ADD CONSTRAINT "DatastoreCluster_datastoreId_fkey" FOREIGN KEY ("datastoreId") REFERENCES "Datastore"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DatastoreCluster" ADD CONSTRAINT "DatastoreCluster_clusterId_fkey" FOREIGN KEY ("clusterId") REFERENCES "Cluster"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DatastoreHost" ADD CONSTRAINT "DatastoreHost_datastoreId_fkey" FOREIGN KEY ("datastoreId") REFERENCES "Datastore"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DatastoreHost" ADD CONSTRAINT "DatastoreHost_hostId_fkey" FOREIGN KEY ("hostId") REFERENCES "Host"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Network" ADD CONSTRAINT "Network_datacenterId_fkey" FOREIGN KEY ("datacenterId") REFERENCES "Datacenter"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IpPool" ADD CONSTRAINT "IpPool_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IpAllocation" ADD CONSTRAINT "IpAllocation_poolId_fkey" FOREIGN KEY ("poolId") REFERENCES "IpPool"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "KubernetesRelease" ADD CONSTRAINT "KubernetesRelease_libraryId_fkey" FOREIGN KEY ("libraryId") REFERENCES "ContentLibrary"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Supervisor" ADD CONSTRAINT "Supervisor_clusterId_fkey" FOREIGN KEY ("clusterId") REFERENCES "Cluster"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Namespace" ADD CONSTRAINT "Namespace_supervisorId_fkey" FOREIGN KEY ("supervisorId") REFERENCES "Supervisor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccessRule" ADD CONSTRAINT "AccessRule_namespaceId_fkey" FOREIGN KEY ("namespaceId") REFERENCES "Namespace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StorageLimit" ADD CONSTRAINT "StorageLimit_namespaceId_fkey" FOREIGN KEY ("namespaceId") REFERENCES "Namespace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StorageLimit" ADD CONSTRAINT "StorageLimit_policyId_fkey" FOREIGN KEY ("policyId") REFERENCES "StoragePolicy"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NamespaceVmClass" ADD CONSTRAINT "NamespaceVmClass_namespaceId_fkey" FOREIGN KEY ("namespaceId") REFERENCES "Namespace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NamespaceVmClass" ADD CONSTRAINT "NamespaceVmClass_vmClassId_fkey" FOREIGN KEY ("vmClassId") REFERENCES "VmClass"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NamespaceTemplateUse" ADD CONSTRAINT "NamespaceTemplateUse_namespaceId_fkey" FOREIGN KEY ("namespaceId") REFERENCES "Namespace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NamespaceTemplateUse" ADD CONSTRAINT "NamespaceTemplateUse_templateId_fkey" FOREIGN KEY ("templateId") REFERENCES "ClusterTemplate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NamespaceRequest" ADD CONSTRAINT "NamespaceRequest_templateId_fkey" FOREIGN KEY ("templateId") REFERENCES "NamespaceTemplate"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "VirtualMachine" ADD CONSTRAINT "VirtualMachine_hostId_fkey" FOREIGN KEY ("hostId") REFERENCES "Host"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "VirtualMachine" ADD CONSTRAINT "VirtualMachine_supervisorId_fkey" FOREIGN KEY ("supervisorId") REFERENCES "Supervisor"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "VirtualMachine" ADD CONSTRAINT "VirtualMachine_namespaceId_fkey" FOREIGN KEY ("namespaceId") REFERENCES "Namespace"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContainerVolume" ADD CONSTRAINT "ContainerVolume_namespaceId_fkey" FOREIGN KEY ("namespaceId") REFERENCES "Namespace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ContainerVolume" ADD CONSTRAINT "ContainerVolume_datastoreId_fkey" FOREIGN KEY ("datastoreId") REFERENCES "Datastore"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GroupMember" ADD CONSTRAINT "GroupMember_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "Group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GroupMember" ADD CONSTRAINT "GroupMember_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Permission" ADD CONSTRAINT "Permission_roleId_fkey" FOREIGN KEY ("roleId") REFERENCES "Role"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Permission" ADD CONSTRAINT "Permission_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Permission" ADD CONSTRAINT "Permission_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "Group"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Alarm" ADD CONSTRAINT "Alarm_definitionId_fkey" FOREIGN KEY ("definitionId") REFERENCES "AlarmDefinition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

