/** @type {import('next').NextConfig} */
const config = {
  // The database driver and the password hash are native or dynamic: they stay outside the bundle.
  serverExternalPackages: ['pg', '@prisma/client', '@prisma/adapter-pg', '@node-rs/argon2'],
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
}

export default config
