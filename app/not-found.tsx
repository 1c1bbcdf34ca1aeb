import { MissingPage } from '#components/frame/broken-page.tsx'

export default function NotFound() {
  return (
    <main>
      <MissingPage />
    </main>
  )
}
