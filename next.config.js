/** @type {import('next').NextConfig} */
const config = {
  // The database driver and the password hash are native or dynamic: they stay outside the bundle.
  serverExternalPackages: ['pg', '@prisma/client', '@prisma/adapter-pg', '@node-rs/argon2'],
  // Types are checked by `npm run check` and `npm test`; a start need not wait for them a second time.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
}

export default config
