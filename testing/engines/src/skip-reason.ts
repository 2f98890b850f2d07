/**
 * Why tests that need a tool are skipped; null: they run. Throws with `CASM_REQUIRE_TOOLS=1` if the tool is missing, so that no skip
 * passes for a success where the tools are promised.
 */
export const skipReason = (missing: string | null): string | null => {
  if (missing !== null && process.env['CASM_REQUIRE_TOOLS'] === '1')
    throw new Error(`CASM_REQUIRE_TOOLS is 1, and a tool is missing: ${missing}`);
  return missing;
};
