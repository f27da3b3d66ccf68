-- A host is known by the key it holds: who presents a certificate speaks for the hosts that are registered with its key, and for no other.
ALTER TABLE "Host" ADD COLUMN "keyThumbprint" TEXT, ADD COLUMN "previousKeyThumbprint" TEXT;
