export function SheetDialog(_: { onClose: () => void }) { return null; }
