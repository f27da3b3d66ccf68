import path from 'node:path'
import { defineConfig } from 'prisma/config'

// Prisma's own schema engine is a download; ours is the same engine as WebAssembly from npm (docs/decisions/002).
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= path.join(import.meta.dirname, 'scripts/schema-engine.mjs')
process.env.CHECKPOINT_DISABLE ??= '1'

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://postgres@127.0.0.1:5432/hemisphere' },
})
