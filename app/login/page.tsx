import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SignInForm } from '#components/session/sign-in-form.tsx'
import { currentUser } from '../session.ts'
import { returnPath } from './return-path.ts'
import { signIn } from './sign-in.ts'

export const metadata: Metadata = { title: 'Sign in - Hemisphere' }

/** The sign-in page; whoever is signed in already goes on. */
export default async function LoginPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const { to } = await searchParams
  const target = returnPath(to)
  if (await currentUser()) redirect(target)
  return <SignInForm signIn={signIn} to={target} />
}
