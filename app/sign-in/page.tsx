import type { Metadata } from 'next'
import { SignInPage } from '#components/sign-in/sign-in-page.tsx'
import { requestMessages } from '../request-locale.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await requestMessages()
  return { title: t('signIn.title') }
}

interface Props {
  readonly searchParams: Promise<{ readonly callbackUrl?: string | string[] }>
}

export default async function Page({ searchParams }: Props) {
  const { callbackUrl } = await searchParams
  return <SignInPage callbackUrl={typeof callbackUrl === 'string' ? callbackUrl : null} />
}
