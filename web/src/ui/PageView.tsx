import { useVirtualizer } from "@tanstack/react-virtual";
import { Maximize2, RotateCw, ZoomIn, ZoomOut } from "lucide-react";
import { memo, useEffect, useLayoutEffect, useMemo, useRef, useState, type PointerEvent, type ReactNode } from "react";
import type { Tone } from "./parts";
import { turned, turnOf, unturned, type Turn } from "./turned";

/** x0, y0, x1, y1 as fractions of the page, origin at the top left. */
export type Fractions = readonly [number, number, number, number];
export interface PaperBox { readonly id: string; readonly page: number; readonly box: Fractions; readonly tone: Tone; readonly label: string }
export interface PaperWord { readonly text: string; readonly box: Fractions }
export interface PaperPage { readonly number: number; readonly width: number; readonly height: number }

interface Props {
  readonly pages: readonly PaperPage[];
  readonly pictureOf: (page: number, width: number) => string;
  readonly boxes: readonly PaperBox[];
  readonly current: string | null;
  readonly name: string;
  readonly words?: ReadonlyMap<number, readonly PaperWord[]>;
  readonly onPage?: (page: number) => void;
  /** Width in pixels of the pictures that are asked for. */
  readonly onWidth?: (width: number) => void;
  readonly onBox?: (id: string) => void;
  /** Quarter turns clockwise by which each page is shown; boxes and words turn with it. */
  readonly turns?: ReadonlyMap<number, number>;
  readonly onTurn?: (page: number) => void;
  /** A click on a word, or a box drawn over several: their text and the box around them. */
  readonly onPick?: (page: number, text: string, box: Fractions) => void;
}

/** A point of a page, in shares of it, and where in the window of the paper it stands. */
interface Held { readonly index: number; readonly across: number; readonly down: number; readonly x: number; readonly y: number }

const GAP = 14;
const STEPS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];

/** The paper with the places of its values. Zoom and page survive a change of the current box; pages far away are not in the document. */
export function PageView({ pages, pictureOf, boxes, current, name, words, turns, onTurn, onPage, onWidth, onBox, onPick }: Props) {
  const turnAt = (page: number): Turn => turnOf(turns?.get(page) ?? 0);
  const scroller = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(560);
  const [zoom, setZoom] = useState(1);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setRoom(Math.max(240, element.clientWidth - 40)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const width = Math.round(Math.min(room, 920) * zoom);
  useEffect(() => onWidth?.(pictureWidth(width)), [onWidth, width]);
  const heightOf = (index: number): number => {
    const page = pages[index];
    if (!page) return 0;
    const [wide, high] = turnAt(page.number) % 2 ? [page.height, page.width] : [page.width, page.height];
    return Math.round((width * high) / wide);
  };
  const virtual = useVirtualizer({ count: pages.length, getScrollElement: () => scroller.current, estimateSize: (index) => heightOf(index) + GAP, overscan: 1, paddingStart: GAP });
  // Before the browser paints: a page that is zoomed at a point must not show that point elsewhere for a moment.
  useLayoutEffect(() => virtual.measure(), [virtual, width, turns]);
  const size = virtual.getTotalSize();
  const held = useRef<Held | null>(null);
  useLayoutEffect(() => {
    const element = scroller.current;
    const point = held.current;
    if (!element || !point) return;
    held.current = null;
    const before = pages.slice(0, point.index).reduce((sum, _, index) => sum + heightOf(index) + GAP, GAP);
    element.scrollTop = before + point.down * heightOf(point.index) - point.y;
    element.scrollLeft = Math.max(0, (element.clientWidth - width) / 2) + point.across * width - point.x;
  }, [size, width]);

  const box = boxes.find((each) => each.id === current);
  const target = box ? `${box.id}@${box.page}:${box.box.join()}` : "";
  useEffect(() => {
    const element = scroller.current;
    if (!box || !element) return;
    const index = pages.findIndex((page) => page.number === box.page);
    if (index < 0) return;
    const [start = 0] = virtual.getOffsetForIndex(index, "start") ?? [0];
    const seen = turned(box.box, turnAt(box.page));
    const top = start + seen[1] * heightOf(index);
    const bottom = start + seen[3] * heightOf(index);
    if (top < element.scrollTop + 40 || bottom > element.scrollTop + element.clientHeight - 20) {
      element.scrollTop = Math.max(0, top - element.clientHeight / 3);
    }
    // The box alone decides when to scroll: a change of zoom by hand must not jump.
  }, [target]);

  const items = virtual.getVirtualItems();
  const middle = (scroller.current?.scrollTop ?? 0) + (scroller.current?.clientHeight ?? 0) / 2;
  const shown = items.find((item) => item.start <= middle && item.end >= middle) ?? items[0];
  const shownPage = pages[shown?.index ?? 0]?.number ?? 1;
  useEffect(() => onPage?.(shownPage), [shownPage, onPage]);

  const step = (by: number): void => {
    // The wheel stops between the steps: from there the next one up or down is meant.
    const next = by > 0 ? STEPS.find((each) => each > zoom + 0.01) : STEPS.findLast((each) => each < zoom - 0.01);
    if (next !== undefined) setZoom(next);
  };
  const wheel = (event: WheelEvent): void => {
    const element = scroller.current;
    if (!event.ctrlKey || !element) return;
    // The browser would zoom the whole page, which only a listener that is not passive may stop.
    event.preventDefault();
    const to = Math.max(STEPS[0] ?? 1, Math.min(STEPS.at(-1) ?? 1, zoom * Math.exp(-event.deltaY / 400)));
    if (Math.abs(to - zoom) < 0.001) return;
    const under = [...element.querySelectorAll<HTMLElement>("[data-index]")].map((sheet) => ({ sheet, frame: sheet.getBoundingClientRect() }))
      .find(({ frame }) => event.clientY >= frame.top - GAP && event.clientY <= frame.bottom);
    if (under) {
      const room = element.getBoundingClientRect();
      const { frame, sheet } = under;
      held.current = { index: Number(sheet.dataset["index"]), across: (event.clientX - frame.left) / frame.width, down: (event.clientY - frame.top) / frame.height, x: event.clientX - room.left, y: event.clientY - room.top };
    }
    setZoom(to);
  };
  const wheeling = useRef(wheel);
  wheeling.current = wheel;
  useEffect(() => {
    const element = scroller.current;
    const listen = (event: WheelEvent): void => wheeling.current(event);
    element?.addEventListener("wheel", listen, { passive: false });
    return () => element?.removeEventListener("wheel", listen);
  }, []);
  return (
    <section aria-label={`Paper: ${name}`} className="flex min-h-0 min-w-0 flex-1 flex-col bg-sunken">
      <div className="flex flex-none items-center gap-1 border-b border-line bg-surface px-3 py-1 text-text-2">
        <span className="mr-2">Page {shownPage} of {pages.length}</span>
        <button type="button" className="icon-btn" aria-label="Smaller" onClick={() => step(-1)}><ZoomOut aria-hidden className="size-4" /></button>
        <span className="w-11 text-center">{Math.round(zoom * 100)}%</span>
        <button type="button" className="icon-btn" aria-label="Larger" onClick={() => step(1)}><ZoomIn aria-hidden className="size-4" /></button>
        <button type="button" className="icon-btn" aria-label="Fit width" onClick={() => setZoom(1)}><Maximize2 aria-hidden className="size-4" /></button>
        {onTurn && <button type="button" className="icon-btn" aria-label="Turn the page" title="Turn the page (Z)" onClick={() => onTurn(shownPage)}><RotateCw aria-hidden className="size-4" /></button>}
        {onPick && <span className="ml-auto hidden text-text-3 xl:inline">Click a word, or drag a box, to fill the field</span>}
      </div>
      <div ref={scroller} className="min-h-0 flex-1 overflow-auto" tabIndex={0} aria-label="Pages">
        <div className="relative mx-auto" style={{ height: size + GAP, width }}>
          {items.map((item) => {
            const page = pages[item.index];
            if (!page) return null;
            return (
              <div key={page.number} data-index={item.index} className="absolute left-0" style={{ top: item.start, width, height: heightOf(item.index) }}>
                <Paper turn={turnAt(page.number)} page={page.number} words={words?.get(page.number)} onPick={onPick}>
                  <Picture page={page} name={name} turn={turnAt(page.number)} src={pictureOf(page.number, pictureWidth(width))} />
                  {boxes.filter((each) => each.page === page.number).map((each) => <Mark key={each.id} mark={each} turn={turnAt(page.number)} current={each.id === current} onBox={onBox} />)}
                </Paper>
              </div>
            );
          })}
        </div>
      </div>
    </section>
  );
}

/** Few widths, so that pictures are cached. */
export const pictureWidth = (width: number): number => [600, 1000, 1600, 2400].find((each) => each >= width * Math.min(2, devicePixelRatio)) ?? 2400;

function place([x0, y0, x1, y1]: Fractions) {
  return { left: `${x0 * 100}%`, top: `${y0 * 100}%`, width: `${(x1 - x0) * 100}%`, height: `${(y1 - y0) * 100}%` };
}

const Mark = memo(function Mark({ mark, turn, current, onBox }: { mark: PaperBox; turn: Turn; current: boolean; onBox: ((id: string) => void) | undefined }) {
  const inner = current && <span className="paper-tag">{mark.label}</span>;
  const shared = { className: "paper-box", "data-tone": mark.tone, "data-current": current, style: place(turned(mark.box, turn)) };
  if (!onBox) return <div {...shared} data-testid="paper-box">{inner}</div>;
  return <button type="button" tabIndex={-1} {...shared} data-testid="paper-box" aria-label={mark.label} onClick={() => onBox(mark.id)}>{inner}</button>;
});

interface PaperProps {
  readonly page: number;
  readonly turn: Turn;
  readonly words: readonly PaperWord[] | undefined;
  readonly onPick: Props["onPick"];
  readonly children: ReactNode;
}

/** One page: a press on it takes a word, a stroke over it the words under it, also where it begins or ends on the box of a field; a press on such a box is that field's. */
function Paper({ page, turn, words: upright, onPick, children }: PaperProps) {
  const words = useMemo(() => (turn === 0 ? upright : upright?.map((word) => ({ ...word, box: turned(word.box, turn) }))), [upright, turn]);
  const [drawn, setDrawn] = useState<Fractions | null>(null);
  const from = useRef<readonly [number, number] | null>(null);
  const stroked = useRef(false);
  const at = (event: PointerEvent<HTMLDivElement>): readonly [number, number] => {
    const frame = event.currentTarget.getBoundingClientRect();
    return [(event.clientX - frame.left) / frame.width, (event.clientY - frame.top) / frame.height];
  };
  const hover = (event: PointerEvent<HTMLDivElement>): void => {
    const [x, y] = at(event);
    if (from.current) {
      setDrawn(between(from.current, [x, y]));
    } else {
      setDrawn(isMark(event.target) ? null : wordAt(words, x, y)?.box ?? null);
    }
  };
  const down = (event: PointerEvent<HTMLDivElement>): void => {
    stroked.current = false;
    if (event.button !== 0) return;
    from.current = at(event);
    setDrawn(null);
  };
  const up = (event: PointerEvent<HTMLDivElement>): void => {
    const start = from.current;
    from.current = null;
    setDrawn(null);
    if (!start || !onPick || !words) return;
    // What the two ends of the stroke say counts, not what was painted of it: a quick hand lets go before the last of it is painted.
    const stroke = between(start, at(event));
    const box = stroke[2] - stroke[0] > 0.012 && stroke[3] - stroke[1] > 0.005 ? stroke : null;
    stroked.current = box !== null;
    const hit = box ? wordsIn(words, box) : isMark(event.target) ? undefined : wordAt(words, start[0], start[1]);
    if (hit) onPick(page, hit.text, unturned(hit.box, turn));
    else if (box) onPick(page, "", unturned(box, turn));
  };
  return (
    <div
      className="absolute inset-0 bg-white shadow-float" aria-busy={onPick && !words} onPointerMove={onPick && hover} onPointerLeave={() => setDrawn(null)} onPointerDown={onPick && down} onPointerUp={onPick && up}
      onClickCapture={(event) => { if (stroked.current) event.stopPropagation(); stroked.current = false; }}
    >
      {children}
      {drawn && <span aria-hidden className="pointer-events-none absolute rounded-s bg-[rgb(31_85_196/18%)]" style={place(drawn)} />}
    </div>
  );
}

const isMark = (target: EventTarget): boolean => target instanceof Element && target.closest(".paper-box") !== null;

interface PictureProps { readonly page: PaperPage; readonly name: string; readonly src: string; readonly turn: Turn }

const Picture = memo(function Picture({ page, name, src, turn }: PictureProps) {
  const [failed, setFailed] = useState(false);
  if (failed) return <p className="p-8 text-[#444]">This page has no picture. The original can be downloaded.</p>;
  return <img src={src} alt={`Page ${page.number} of ${name}`} draggable={false} decoding="async" className="absolute top-1/2 left-1/2 select-none" style={lying(page, turn)} onError={() => setFailed(true)} />;
});

/** The picture as it lies in the frame of a turned page. */
function lying(page: PaperPage, turn: Turn) {
  const across = turn % 2 === 1;
  const wide = across ? `${(100 * page.width) / page.height}%` : "100%";
  const high = across ? `${(100 * page.height) / page.width}%` : "100%";
  return { width: wide, height: high, maxWidth: "none", transform: `translate(-50%, -50%) rotate(${turn * 90}deg)` };
}

/** The box that two corners span. */
function between([ax, ay]: readonly [number, number], [bx, by]: readonly [number, number]): Fractions {
  return [Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)];
}

function wordAt(words: readonly PaperWord[] | undefined, x: number, y: number): PaperWord | undefined {
  return words?.find(({ box }) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3]);
}

/** The words whose middle lies in the box, in reading order, with the box around them. */
function wordsIn(words: readonly PaperWord[] | undefined, [x0, y0, x1, y1]: Fractions): PaperWord | undefined {
  const hit = (words ?? []).filter(({ box }) => {
    const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
    return x >= x0 && x <= x1 && y >= y0 && y <= y1;
  });
  if (hit.length === 0) return undefined;
  const box: Fractions = [Math.min(...hit.map((w) => w.box[0])), Math.min(...hit.map((w) => w.box[1])), Math.max(...hit.map((w) => w.box[2])), Math.max(...hit.map((w) => w.box[3]))];
  return { text: hit.map((word) => word.text).join(" "), box };
}
