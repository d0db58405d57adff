import { useRouter } from "@tanstack/react-router";
import { Button } from "@/ui/parts";
import { Empty, ErrorBox } from "@/ui/states";

/** The page could not be drawn. The rest of the frame stands. */
export function Failed({ error }: { error: unknown }) {
  const router = useRouter();
  return (
    <main className="flex h-full flex-col">
      <h1 className="sr">Something went wrong</h1>
      <ErrorBox error={error} onRetry={() => void router.invalidate()} />
    </main>
  );
}

export function Missing() {
  return (
    <main className="flex h-full flex-col">
      <h1 className="sr">No such page</h1>
      <Empty title="There is no page here" act={<Button onClick={() => { location.href = "/"; }}>To the close</Button>}>The address may be old, or the record belongs to another company.</Empty>
    </main>
  );
}
