/**
 * How the page is built, served while it is written, and tested.
 * The page is loaded from the binary: nothing is inlined, so that a strict CSP holds, and nothing is fetched.
 */
import { fileURLToPath } from "node:url";
import optimizeLocales from "@react-aria/optimize-locales-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const here = fileURLToPath(new URL(".", import.meta.url));

/** Styles are written in pixels of the design and served in `rem` (root 13 px), so that zoom scales everything. */
const pixelsToRem = {
  postcssPlugin: "otvet-px-to-rem",
  Declaration(declaration: { prop: string; value: string }) {
    if (declaration.prop.startsWith("--raw-")) return;
    declaration.value = declaration.value.replace(/(-?\d*\.?\d+)px\b/g, (whole, digits: string) => {
      const pixels = Number(digits);
      // Hairlines and rings stay whole pixels at every zoom.
      return Math.abs(pixels) < 4 ? whole : `${Number((pixels / 13).toFixed(5))}rem`;
    });
  },
};

export default defineConfig({
  root: here,
  base: "./",
  plugins: [{ ...optimizeLocales.vite({ locales: ["ru-RU", "en-US"] }), enforce: "pre" }, react()],
  css: { postcss: { plugins: [pixelsToRem] }, modules: { localsConvention: "camelCaseOnly" } },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: false,
    cssCodeSplit: false,
    chunkSizeWarningLimit: 1200,
  },
  server: { port: 1420, strictPort: true },
  preview: { port: 1421, strictPort: true },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/test/setup.ts"],
    // The colours are read by their own test; other styles have no say in jsdom.
    css: { include: [/tokens\.css/], modules: { classNameStrategy: "non-scoped" } },
    testTimeout: 20000,
    pool: "threads",
    maxWorkers: 2,
  },
});
