-- Kubernetes tokens are checked without asking for a row of their own; one that is older than this ended with a new password or a disabled account.
ALTER TABLE "User" ADD COLUMN "credentialsAt" TIMESTAMP(3);
