import { defineConfig } from 'drizzle-kit'

/** `npm run db:generate` writes the next migration from the schema; the application applies them as it starts. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './lib/server/store/schema/*.ts',
  out: './drizzle',
})
